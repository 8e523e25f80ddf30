import type { Report, ReportFinding } from '../report.js';
import { redactorOf, type ViewOptions } from './view-options.js';

/** JUnit's XML: a suite for each file, a failure for each finding to act on. Without any, one test that passes. */
export function renderJunit(report: Report, options: Pick<ViewOptions, 'redactor'> = {}): string {
  const redactor = redactorOf(report, options);
  const told = report.findings.filter(({ action }) => action !== 'keep');
  const files = [...new Set(told.map(({ file }) => file))];
  const attribute = (text: string) => quoted(redactor.redact(text));
  const testcase = ({ id, file, line, column, message }: ReportFinding) =>
    `    <testcase classname=${attribute(file)} name=${attribute(`${id} at ${line}:${column}`)} file=${attribute(file)} line="${line}">\n` +
    `      <failure type=${attribute(id)} message=${attribute(message)}>${escaped(redactor.redact(`${file}:${line}:${column}`))}</failure>\n` +
    '    </testcase>\n';
  const suites = files.map((file) => {
    const own = told.filter((one) => one.file === file);
    const head = `  <testsuite name=${attribute(file)} tests="${own.length}" failures="${own.length}" errors="0" skipped="0">\n`;
    return `${head}${own.map(testcase).join('')}  </testsuite>\n`;
  });
  const passed =
    `  <testsuite name="${report.tool.name}" tests="1" failures="0" errors="0" skipped="0">\n` +
    `    <testcase classname="${report.tool.name}" name="nothing is left to do"/>\n  </testsuite>\n`;
  const count = Math.max(told.length, 1);
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<testsuites name="${report.tool.name}" tests="${count}" failures="${told.length}" errors="0">\n` +
    `${suites.length > 0 ? suites.join('') : passed}</testsuites>\n`
  );
}

function quoted(text: string): string {
  return `"${escaped(text).replace(/"/g, '&quot;').replace(/\t/g, '&#9;').replace(/\n/g, '&#10;').replace(/\r/g, '&#13;')}"`;
}

function escaped(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** What XML 1.0 has no way to write. Source: W3C, XML 1.0, 2.2 Characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu;
