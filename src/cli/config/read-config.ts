import { dirname, resolve } from 'node:path';
import type { Option } from 'commander';
import leven from 'leven';
import { readSource } from '../../discover/read-file.js';
import { Failure } from '../../errors.js';
import type { ConfigNode, MapNode, Member } from '../../languages/config/tree.js';
import { memberOf } from '../../languages/config/tree.js';
import { SyntaxFailure } from '../../languages/front-end.js';
import { positionOf } from '../../text-position.js';
import type { ConfigEntry } from './config-entry.js';
import { formOf } from './config-form.js';
import { CONFIG_KEYS, type ConfigKey } from './config-keys.js';
import type { ConfigFile } from './find-config.js';
import { faultOf } from './repository-values.js';

/**
 * What a file sets, each value of the form that the option of its name takes.
 * @throws Failure that names the line, for whatever is not understood.
 */
export async function readConfig(file: ConfigFile, options: readonly Option[]): Promise<ConfigEntry[]> {
  const source = readSource(file.path);
  if ('skipped' in source)
    throw new Failure('config', `${file.label} cannot be read: ${source.detail ?? source.skipped}.`);
  const reader = new ConfigReader(file, source.text, options);
  const root = await reader.root();
  return root ? reader.entries(root) : [];
}

class ConfigReader {
  readonly #isJson: boolean;
  readonly #folder: string;

  constructor(
    private readonly file: ConfigFile,
    private readonly text: string,
    private readonly options: readonly Option[],
  ) {
    this.#folder = dirname(file.path);
    this.#isJson = /\.json$/.test(file.path) || (!/\.ya?ml$/.test(file.path) && /^\uFEFF?\s*[{/]/.test(text));
  }

  async root(): Promise<MapNode | undefined> {
    const whole = await this.#parse();
    const found = this.file.under === undefined ? whole : memberOf(whole, this.file.under)?.value;
    if (!found || (found.kind === 'text' && found.isBlank)) return undefined;
    if (found.kind !== 'map') throw this.#failure(found.start, 'A configuration is an object of keys and values.');
    return found;
  }

  async #parse(): Promise<ConfigNode | undefined> {
    try {
      return this.#isJson ? await parseJson(this.text) : await parseYaml(this.text);
    } catch (error) {
      if (error instanceof SyntaxFailure)
        throw this.#failure(error.offset ?? 0, `It does not parse: ${error.message}.`);
      if (error instanceof RangeError) throw this.#failure(0, 'It is nested too deeply.');
      throw error;
    }
  }

  entries({ members }: MapNode): ConfigEntry[] {
    const seen = new Set<string>();
    return members.flatMap((member) => {
      const { key, keySpan } = member;
      if (seen.has(key)) throw this.#failure(keySpan.start, `"${key}" is set twice.`);
      seen.add(key);
      return key === '$schema' ? [] : [this.#entry(member)];
    });
  }

  #entry({ key, keySpan, value }: Member): ConfigEntry {
    const option = this.options.find((one) => one.attributeName() === key);
    if (!Object.hasOwn(CONFIG_KEYS, key) || !option)
      throw this.#failure(
        keySpan.start,
        option ? `"${key}" is for the command line alone.` : `There is no key "${key}".${nearest(key)}`,
      );
    const facts: ConfigKey = CONFIG_KEYS[key] ?? {};
    const isProject = this.file.source === 'project';
    if (isProject && facts.notFromRepository !== undefined)
      throw this.#failure(
        keySpan.start,
        `"${key}" may not come from a repository, since ${facts.notFromRepository}. Give it on the command line, or in your own configuration.`,
      );
    const place = `${this.file.label}:${positionOf(this.text, keySpan.start).line}`;
    const read = this.#value(key, value, option);
    return {
      key,
      value: read,
      origin: { source: this.file.source, place, ...(isProject && { projectFolder: this.#folder }) },
    };
  }

  #value(key: string, node: ConfigNode, option: Option): ConfigEntry['value'] {
    const form = formOf(option);
    if (form === 'truth') {
      if (node.kind !== 'text' || node.quote !== '' || !/^(?:true|false)$/.test(node.value))
        throw this.#failure(node.start, `"${key}" must be true or false.`);
      return node.value === 'true';
    }
    if (form === 'pairs') {
      if (node.kind !== 'map') throw this.#failure(node.start, `"${key}" must be an object of texts.`);
      return node.members.map((one) => {
        if (NO_NAMES.has(one.key)) throw this.#failure(one.keySpan.start, `"${one.key}" is no name.`);
        return `${one.key}=${this.#text(key, one.value, 'an object of texts')}`;
      });
    }
    const what = form === 'texts' ? 'a text, or a list of texts' : 'a text';
    const nodes = form === 'texts' && node.kind === 'list' ? node.items.map(({ value }) => value) : [node];
    return nodes.map((one) => {
      const text = this.#text(key, one, what);
      const fault = this.file.source === 'project' ? faultOf(key, text, this.#folder) : undefined;
      if (fault !== undefined) throw this.#failure(one.start, `"${key}" ${fault}`);
      return CONFIG_KEYS[key]?.isPath ? resolve(this.#folder, text) : text;
    });
  }

  #text(key: string, node: ConfigNode, what: string): string {
    const isText = node.kind === 'text' && !node.isComputed && !node.isBlank;
    if (!isText || (node.quote === '' && (this.#isJson || /^(?:true|false)$/.test(node.value))))
      throw this.#failure(node.start, `"${key}" must be ${what}.`);
    return node.value;
  }

  #failure(offset: number, message: string): Failure {
    return new Failure('config', `${this.file.label}:${positionOf(this.text, offset).line}: ${message}`);
  }
}

/** Names under which objects keep what is not theirs. */
const NO_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

function nearest(key: string): string {
  const [best] = Object.keys(CONFIG_KEYS)
    .map((known) => ({ known, distance: leven(key.toLowerCase(), known.toLowerCase(), { maxDistance: 3 }) }))
    .filter(({ known, distance }) => distance < Math.min(3, known.length))
    .sort((a, b) => a.distance - b.distance);
  return best ? ` Did you mean "${best.known}"?` : ` Known are ${Object.keys(CONFIG_KEYS).join(', ')}.`;
}

async function parseJson(text: string): Promise<ConfigNode | undefined> {
  const { json, parseJsonTree } = await import('../../languages/json/index.js');
  await json.load?.();
  return parseJsonTree(text);
}

async function parseYaml(text: string): Promise<ConfigNode | undefined> {
  const { loadYaml, parseDocuments } = await import('../../languages/yaml/documents.js');
  const { default: yaml } = await import('yaml');
  await loadYaml();
  const [document, second] = parseDocuments(text);
  yaml.visit(yaml.parseDocument(text, { schema: 'failsafe', logLevel: 'silent' }), {
    Node(_, node) {
      const what = yaml.isAlias(node) ? 'an alias' : node.tag === undefined ? undefined : 'a tag';
      if (what !== undefined) throw new SyntaxFailure(`${what} stands in it`, node.range?.[0]);
    },
  });
  if (second?.root) throw new SyntaxFailure('there is more than one document', second.root.start);
  return document?.root;
}
