import { OUTCOMES } from '../gateway/outcomes.js';
import type { GatewayReport } from '../gateway/verify-report.js';
import type { Redactor } from '../redact.js';
import { VERSION } from '../version.js';
import { visibleLine } from '../visible.js';
import { renderDocument, SCHEMA_VERSION } from './json.js';

const TOOL = { name: 'migrate-to-holysheep', version: VERSION };

export function renderGatewayJson(report: GatewayReport, redactor: Redactor): string {
  const { baseUrl, keyVariable, checks, exitCode } = report;
  return renderDocument(
    { schemaVersion: SCHEMA_VERSION, tool: TOOL, baseUrl, keyVariable, checks, exitCode },
    redactor,
  );
}

/** A line for each thing that was looked at. */
export function renderGateway(
  { baseUrl, title, keyVariable, checks, exitCode }: GatewayReport,
  redactor: Redactor,
): string {
  const lines = checks.map(({ id, about, outcome, message }) => {
    const mark = OUTCOMES[outcome].exitCode === 0 ? 'ok  ' : 'FAIL';
    const label = about === undefined || message.includes(about) ? id : `${id} ${about}`;
    return `${mark}  ${visibleLine(redactor.redact(`${label}: ${message}`))}`;
  });
  const heading = `${title} at ${visibleLine(redactor.redact(baseUrl))}, with the key in ${keyVariable}`;
  return [heading, ...lines, exitCode === 0 ? 'All is well.' : 'Not all is well.', ''].join('\n');
}
