import { spawnSync } from 'node:child_process';
import { parseEnv } from 'node:util';
import { parse as parseHcl } from '@cdktf/hcl2json';
import { DockerfileParser } from 'dockerfile-ast';
import { parse as parseProperties } from 'dot-properties';
import { parse as parseDotenv } from 'dotenv';
import { parse as parseIni } from 'ini';
import { loadAll } from 'js-yaml';
import { parse as parseToml } from 'smol-toml';
import { ts } from 'ts-morph';

/** A value and the keys that lead to it, with `/` between. */
export type Pair = readonly [path: string, value: string];

/** Reads a format with a parser of another make; undefined for a text that it refuses. */
export type OtherReader = (text: string) => Promise<Pair[] | undefined>;

/** The readers by format: none of them is what the tool itself reads the format with. */
export const OTHER_READERS: Record<string, OtherReader> = {
  yaml: reading((text) => loadAll(text)),
  json: reading((text) => {
    const { config, error } = ts.parseConfigFileTextToJson('a.json', text);
    if (error) throw new Error(String(error.messageText));
    return config;
  }),
  toml: reading((text) => parseToml(text)),
  hcl: reading((text) => parseHcl('a.tf', text)),
  properties: reading((text) => parseProperties(text.replace(/^\uFEFF/, ''))),
  ini: reading((text) => parseIni(text.replace(/^\uFEFF/, ''))),
  dotenv: reading((text) => {
    const plain = text.replace(/^\uFEFF/, '');
    const [one, other] = [{ ...parseDotenv(plain) }, { ...parseEnv(plain) }];
    // Readers of this format agree on little: what they do not agree on is no proof.
    if (JSON.stringify(sorted(one)) !== JSON.stringify(sorted(other))) throw new Error('read in two ways');
    return one;
  }),
  dockerfile: reading((text) => {
    const file = DockerfileParser.parse(text.replace(/^\uFEFF/, ''));
    const properties = [
      ...file.getENVs().flatMap((one) => one.getProperties()),
      ...file.getARGs().flatMap((one) => one.getProperty() ?? []),
    ];
    return properties.map((one) => ({ [one.getName()]: one.getValue() ?? '' }));
  }),
  shell: reading((text) => {
    // Nothing is found to be run but what the shell has built in.
    const script = `set -a; PATH=; eval "$1
READ=1" >/dev/null 2>&1; for name in $(compgen -e); do printf '%s=%s\\0' "$name" "\${!name}"; done`;
    const { stdout } = spawnSync('/bin/bash', ['--norc', '-c', script, 'bash', text.replace(/^\uFEFF/, '')], {
      encoding: 'utf8',
      env: {},
    });
    const found = Object.fromEntries(
      stdout.split('\0').map((one) => [one.split('=')[0] ?? '', one.replace(/^\w*=/, '')]),
    );
    const { READ, PATH, PWD, OLDPWD, SHLVL, _, '': rest, ...own } = found;
    if (READ !== '1') throw new Error('bash does not read it');
    return own;
  }),
};

function reading(read: (text: string) => unknown): OtherReader {
  return async (text) => {
    try {
      return [...leaves(await read(text), '')];
    } catch {
      return undefined;
    }
  };
}

/** Elements of lists are told by what leads to the list, since another one may come before them. */
function* leaves(value: unknown, path: string, isElement = false): Generator<Pair> {
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    const isList = Array.isArray(value);
    for (const [key, inner] of Object.entries(value))
      yield* leaves(inner, isList ? path : path === '' ? key : `${path}/${key}`, isList);
    return;
  }
  const [, name, assigned] = (isElement && /^([A-Za-z_]\w*)=(.*)$/s.exec(String(value))) || [];
  yield name === undefined || assigned === undefined ? [path, String(value)] : [`${path}/${name}`, assigned];
}

function sorted(record: object): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
