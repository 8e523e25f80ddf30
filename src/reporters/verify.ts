import { isFailure, type JudgedRequest } from '../gateway/judge-requests.js';
import { OUTCOMES } from '../gateway/outcomes.js';
import type { CommandReport, GatewayReport } from '../gateway/verify-report.js';
import type { Redactor } from '../redact.js';
import { VERSION } from '../version.js';
import { visibleLine } from '../visible.js';
import { renderDocument, SCHEMA_VERSION } from './document.js';
import { countOf } from './wrap.js';

const HEAD = { schemaVersion: SCHEMA_VERSION, tool: { name: 'migrate-to-holysheep', version: VERSION } };

export function renderGatewayJson({ title: _, ...report }: GatewayReport, redactor: Redactor): string {
  return renderDocument({ ...HEAD, ...report }, redactor);
}

export function renderCommandJson(report: CommandReport, redactor: Redactor): string {
  return renderDocument({ ...HEAD, ...report }, redactor);
}

/** A line for each thing that was looked at. */
export function renderGateway(
  { baseUrl, title, keyVariable, checks, exitCode }: GatewayReport,
  redactor: Redactor,
): string {
  const lines = checks.map(({ id, about, outcome, message }) => {
    const label = about === undefined || message.includes(about) ? id : `${id} ${about}`;
    return marked(OUTCOMES[outcome].exitCode === 0, `${label}: ${message}`);
  });
  const heading = `${title} at ${baseUrl}, with the key in ${keyVariable}`;
  return shown([heading, ...lines, exitCode === 0 ? 'All is well.' : 'Not all is well.'], redactor);
}

/** Each kind of request with what is to be said of it, then how many there were. */
export function renderCommand(report: CommandReport, redactor: Redactor): string {
  const { command, commandExitCode, requests, madeUpKeys } = report;
  const lines = requests.flatMap((request) => {
    const { verdict, message, facts } = request;
    const told = verdict === 'arrives' ? [] : [message];
    return [
      marked(!isFailure(request), lineOf(request)),
      ...[...told, ...facts.map(({ sentence }) => sentence)].map(within),
    ];
  });
  const made = madeUpKeys.map((name) => `${name} was not set: it got a made-up key for this run.`);
  const ended = `${command[0]} ended with ${commandExitCode}.`;
  return shown([...lines, ...made, `${ended} ${totalOf(requests)}`], redactor);
}

function lineOf({ host, method, path, model, status, keyVariables, hasKey, count }: JudgedRequest): string {
  const key = !hasKey
    ? 'no key'
    : keyVariables.length === 0
      ? 'key of no variable'
      : `key of ${keyVariables.join(', ')}`;
  return `${count}x ${method} https://${host}${path}${model === '' ? '' : ` ${model}`}: ${status}, ${key}`;
}

function totalOf(requests: readonly JudgedRequest[]): string {
  const sum = (some: readonly JudgedRequest[]) => some.reduce((total, { count }) => total + count, 0);
  const failed = sum(requests.filter(isFailure));
  if (requests.length === 0) return 'It sent nothing to OpenAI or to the gateway.';
  const all = countOf(sum(requests), 'request');
  if (failed === 0) return `${all}, all as they should be.`;
  return `${all}, ${failed} not as ${failed === 1 ? 'it' : 'they'} should be.`;
}

function marked(isWell: boolean, text: string): string {
  return `${isWell ? 'ok  ' : 'FAIL'}  ${text}`;
}

function within(text: string): string {
  return `        ${text}`;
}

function shown(lines: readonly string[], redactor: Redactor): string {
  return lines.map((line) => `${visibleLine(redactor.redact(line))}\n`).join('');
}
