import type { Command } from 'commander';
import type { Redactor } from '../../redact.js';
import { renderDocument, SCHEMA_VERSION } from '../../reporters/document.js';
import { visibleLine } from '../../visible.js';
import type { MigrateOptions } from '../options.js';
import { configurable } from './apply-config.js';
import type { ConfigOrigin } from './config-entry.js';

export interface PrintConfigOptions {
  command: 'print-config';
  /** What can be set beforehand, in the order of `--help`. */
  values: Readonly<Record<string, PrintedValue>>;
  json: boolean;
  debug: boolean;
}

interface PrintedValue {
  /** Absent where nothing is set. */
  value?: unknown;
  source: ConfigOrigin['source'];
  /** `.holysheeprc.json:3`, or the name of a variable. */
  place?: string;
}

export function printConfigOptions(
  program: Command,
  origins: ReadonlyMap<string, ConfigOrigin>,
  { profile, json, debug }: MigrateOptions,
): PrintConfigOptions {
  const implied: Record<string, string> = {
    ...(profile.model !== '' && { model: profile.model }),
    baseUrl: profile.baseUrl,
    keyEnv: profile.variables.apiKey,
  };
  const values = configurable(program).flatMap((option): [string, PrintedValue][] => {
    const key = option.attributeName();
    const origin = origins.get(key);
    if (!origin) return [];
    const { source, place } = origin;
    const value = implied[key] ?? asWritten(program.getOptionValue(key) ?? (option.isBoolean() ? false : undefined));
    return [[key, { value, source, ...(place !== undefined && { place }) }]];
  });
  // A format that a file sets is for the report.
  const isJson = json && (program.opts().json === true || origins.get('format')?.source === 'flag');
  return { command: 'print-config', values: Object.fromEntries(values), json: isJson, debug };
}

/** A value as a configuration file has it. */
function asWritten(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((one: unknown) =>
    typeof one === 'object' && one !== null ? Object.values(one).filter(isText).join('=') : one,
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Prints each value with where it comes from. */
export function executePrintConfig({ values, json }: PrintConfigOptions, redactor: Redactor): number {
  const text = json ? renderDocument({ schemaVersion: SCHEMA_VERSION, config: values }, redactor) : tableOf(values);
  process.stdout.write(json ? text : redactor.redact(text));
  return 0;
}

function tableOf(values: PrintConfigOptions['values']): string {
  const rows = Object.entries(values).map(([key, { value, source, place }]) => [
    key,
    value === undefined ? '–' : visibleLine(typeof value === 'string' ? value : JSON.stringify(value)),
    place === undefined ? source : `${source} (${visibleLine(place)})`,
  ]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`).join('');
}
