import { posix } from 'node:path';
import type { ConfigFormat } from '../../catalog/config.js';
import type { ConfigModel } from '../../ir.js';
import { dockerfile } from '../dockerfile/index.js';
import { dotenv } from '../dotenv/index.js';
import { SyntaxFailure } from '../front-end.js';
import { groovy } from '../groovy/index.js';
import { hcl } from '../hcl/index.js';
import { ini } from '../ini/index.js';
import { json } from '../json/index.js';
import { justfile } from '../justfile/index.js';
import { makefile } from '../makefile/index.js';
import { nginx } from '../nginx/index.js';
import { procfile } from '../procfile/index.js';
import { properties } from '../properties/index.js';
import { shell } from '../shell/index.js';
import { toml } from '../toml/index.js';
import { yaml } from '../yaml/index.js';
import { kindsOf } from './file-kind.js';
import type { ConfigFrontEnd } from './front-end.js';
import { ConfigWriter } from './write.js';

const FRONT_ENDS: Record<ConfigFormat, ConfigFrontEnd> = {
  dockerfile,
  dotenv,
  groovy,
  hcl,
  ini,
  json,
  justfile,
  makefile,
  nginx,
  procfile,
  properties,
  shell,
  toml,
  yaml,
};

/** The front end that reads a file of configuration; undefined for what is none. */
export function configFrontEndFor(path: string, text: string): ConfigFrontEnd | undefined {
  const [kind] = kindsOf(path, text);
  return kind && FRONT_ENDS[kind.format];
}

/** What reads files of data, by their extensions. */
const OF_DATA: Readonly<Record<string, ConfigFrontEnd>> = {
  '.json': json,
  '.jsonc': json,
  '.json5': json,
  '.yaml': yaml,
  '.yml': yaml,
  '.toml': toml,
};

/** The front end that reads what code may load, wherever a value leads; undefined for what is no file of data. */
export function dataFrontEndFor(path: string): ConfigFrontEnd | undefined {
  return OF_DATA[posix.extname(path)];
}

/** Makes the front ends of the files ready: what a run does not meet costs it nothing. */
export async function loadConfigFrontEnds(frontEnds: Iterable<ConfigFrontEnd | undefined>): Promise<void> {
  await Promise.all([...new Set(frontEnds)].map((frontEnd) => frontEnd?.load?.()));
}

/**
 * Reads a file of configuration. Undefined for what is none.
 *
 * @throws SyntaxFailure when the text does not parse
 */
export function parseConfig(path: string, text: string): ConfigModel | undefined {
  const kinds = kindsOf(path, text);
  const frontEnd = kinds[0] && FRONT_ENDS[kinds[0].format];
  try {
    return frontEnd?.parse(path, text, kinds);
  } catch (error) {
    if (error instanceof RangeError) throw new SyntaxFailure('it is nested too deeply');
    throw error;
  }
}

const WRITERS = new Map<string, ConfigWriter>();

/** The writer of a model's format. */
export function configWriterFor({ language }: ConfigModel): ConfigWriter {
  const frontEnd = Object.values(FRONT_ENDS).find((one) => one.language === language);
  if (!frontEnd) throw new Error(`no writer for ${language}`);
  const known = WRITERS.get(language) ?? new ConfigWriter(frontEnd.syntax);
  WRITERS.set(language, known);
  return known;
}
