import { PROFILES } from '../catalog/profile.js';
import { Failure } from '../errors.js';
import type { Price } from './cost-report.js';
import type { OwnPrices } from './prices.js';
import { bytesOf } from './read-usage.js';

const MAX_SIZE = 1024 * 1024;

export interface PricesFile {
  asOf: string;
  prices: OwnPrices;
}

/**
 * The user's own prices (`schema/prices.schema.json`), in US dollars per million tokens.
 * @throws Failure that says where, for whatever is not understood: a price that is not seen would be a wrong bill.
 */
export function readPrices(file: string): PricesFile {
  const text = bytesOf(file, MAX_SIZE, 'prices-file')
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  const fault = (message: string) => new Failure('prices-file', `${file}: ${message}`);
  const root = objectOf(jsonOf(text, fault), 'it', fault);
  assertKeys(root, ['$schema', 'asOf', 'currency', 'source', 'prices'], 'it', fault);
  const { asOf, currency = 'USD', source = file } = root;
  if (typeof asOf !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(asOf))
    throw fault('"asOf" must say of which day the prices are, as in 2026-11-01.');
  if (currency !== 'USD') throw fault('"currency" can be USD only: nothing is converted.');
  if (typeof source !== 'string') throw fault('"source" must be a text.');
  const services = objectOf(root.prices, '"prices"', fault);
  assertKeys(services, Object.keys(PROFILES), '"prices"', fault);
  return {
    asOf,
    prices: new Map(
      Object.entries(services).map(([service, models]) => [
        service,
        new Map(
          Object.entries(objectOf(models, `"${service}"`, fault)).map(([model, price]) => [
            model,
            priceOf(price, `"${service}", "${model}"`, { source, asOf }, fault),
          ]),
        ),
      ]),
    ),
  };
}

type Fault = (message: string) => Failure;

const PRICES = ['input', 'cachedInput', 'output'] as const;

function priceOf(value: unknown, where: string, said: { source: string; asOf: string }, fault: Fault): Price {
  const fields = objectOf(value, where, fault);
  assertKeys(fields, PRICES, where, fault);
  const given = PRICES.filter((name) => fields[name] !== undefined);
  if (given.length === 0) throw fault(`${where} has no price: give ${PRICES.join(', ')}.`);
  for (const name of given) {
    const price = fields[name];
    if (typeof price !== 'number' || price < 0 || price > 1e6)
      throw fault(`${where}, "${name}" must be US dollars per million tokens, as a number.`);
  }
  return { ...Object.fromEntries(given.map((name) => [name, fields[name]])), ...said };
}

function jsonOf(text: string, fault: Fault): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw fault('it is no JSON.');
  }
}

function objectOf(value: unknown, what: string, fault: Fault): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw fault(`${what} must be an object.`);
}

function assertKeys(value: object, known: readonly string[], what: string, fault: Fault): void {
  const other = Object.keys(value).find((key) => !known.includes(key));
  if (other !== undefined) throw fault(`${what} has a key "${other}". Known are ${known.join(', ')}.`);
}
