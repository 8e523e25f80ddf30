import type { Random } from '../fuzz/random.js';
import type { CallForm, ClientForm, Dialect, Form, Role } from './form.js';

export interface Program {
  files: Record<string, string>;
  /** The environment in which it runs before it is migrated. */
  environment: Record<string, string>;
  /** The forms that it is made of. */
  forms: string[];
}

export const OLD = { base: 'https://api.openai.com/v1', key: 'OLD-KEY' };

const MODULES = ['config', 'settings', 'constants', 'common', 'helpers', 'core', 'setup', 'llm', 'defaults', 'shared'];
const MODELS = ['gpt-4o', 'gpt-4o-mini', 'gpt-4', 'gpt-3.5-turbo', 'gpt-4.1'];
/** How many forms a value goes through, as often as a number is here. */
const DEPTHS = [0, 1, 1, 1, 2, 2, 3];
const DEFAULT_ROLE = 'model';

interface Module {
  imports: string[];
  lines: string[];
}

/** Makes a program that asks OpenAI for chat, of forms chosen at random. */
export function makeProgram(dialect: Dialect, random: Random): Program {
  return new Maker(dialect, random).make();
}

class Maker {
  readonly #modules = new Map<string, Module>();
  readonly #files: Record<string, string> = {};
  readonly #taken = new Set<string>();
  readonly #forms: string[] = [];
  readonly #environment: Record<string, string> = { OPENAI_API_KEY: OLD.key };

  constructor(
    private readonly dialect: Dialect,
    private readonly random: Random,
  ) {}

  make(): Program {
    const { dialect, random } = this;
    const { main } = dialect;
    const runs = random.below(4) === 0 ? this.#call(random.one(dialect.requests), main, '') : this.#asked(main);
    this.#module(main).lines.push(...random.one(dialect.ends)(runs));
    if (random.below(5) < 2) this.#environment.OPENAI_BASE_URL = OLD.base;
    const files: Record<string, string> = { ...dialect.files, ...this.#files };
    for (const [name, { imports, lines }] of this.#modules)
      Object.assign(files, dialect.filesOf(name, [...new Set(imports)], lines));
    if (random.below(10) < 7) files['.env'] = this.#settings();
    return { files, environment: this.#environment, forms: this.#forms };
  }

  /** The file of variables, without the key. */
  #settings(): string {
    const lines = Object.entries(this.#environment).map(([name, value]) => `${name}=${value === OLD.key ? '' : value}`);
    return `${lines.join('\n')}\n`;
  }

  #asked(main: string): string[] {
    const { clients, calls } = this.dialect;
    return this.#call(this.random.one(calls), main, this.#write(this.random.one(clients), main, 'key', 0));
  }

  #call({ name, imports = [], lines = [], runs }: CallForm, module: string, client: string): string[] {
    this.#forms.push(name);
    const fill = this.#filler(module, DEFAULT_ROLE, 0, { CLIENT: client });
    const filled = [...lines, ...runs].map(fill);
    this.#module(module).imports.push(...imports.map(fill));
    this.#module(module).lines.push(...filled.slice(0, lines.length));
    return filled.slice(lines.length);
  }

  /** An expression of the module that has the value of a role. */
  #value(role: Role, module: string, depth: number): string {
    const { forms, leaves } = this.dialect;
    if (depth === 0) return this.#leaf(this.random.one(leaves[role]), role, module);
    const form = this.random.one(forms.filter(({ notForKeys }) => role !== 'key' || !notForKeys));
    this.#forms.push(`${role}: ${form.name}`);
    return this.#write(form, module, role, depth - 1);
  }

  #leaf(form: Form, role: Role, module: string): string {
    const variable = /CHAT_MODEL/.exec(form.gives)?.[0];
    if (variable) this.#environment[variable] = this.random.one(MODELS);
    return this.#write(form, module, role, 0);
  }

  #write(form: ClientForm, asking: string, role: Role, depth: number): string {
    const own = form.module ? this.#newModule() : undefined;
    const home = own ?? asking;
    const fill = this.#filler(home, role, depth, { MODULE: own ?? '' });
    // What a form is made of stands before it.
    const lines = (form.module ?? form.lines ?? []).map(fill);
    const gives = fill(form.gives);
    this.#module(home).lines.push(...lines);
    for (const [name, text] of Object.entries(form.files ?? {})) this.#files[fill(name)] = fill(text);
    this.#module(asking).imports.push(...(form.imports ?? []).map(fill));
    return gives;
  }

  /** Puts words in, each of them once for a form, and values where they are asked for. */
  #filler(module: string, role: Role, depth: number, words: Record<string, string>): (text: string) => string {
    const known = new Map(Object.entries(words));
    const made = (word: string): string => {
      const { random, dialect } = this;
      switch (word) {
        case 'VALUE':
          return this.#value(role, module, depth);
        case 'MORE':
          return this.#value(role, module, 0);
        case 'ID':
          return random.one(MODELS);
        case 'KEY':
        case 'BASE':
        case 'MODEL':
          return this.#value(word.toLowerCase() as Role, module, random.one(DEPTHS));
        case 'MAKE':
          return this.#make(module);
        case 'OWNER':
        case 'HEIR':
          return this.#fresh(random.one(dialect.owners));
        default:
          return this.#fresh(random.one(dialect.names[role]));
      }
    };
    return (text) =>
      text.replace(/<([A-Z]+)>/g, (_, word: string) => {
        // Another value of the same role need not be the same one.
        const value = known.get(word) ?? made(word);
        if (word !== 'MORE') known.set(word, value);
        return value;
      });
  }

  #make(module: string): string {
    const form = this.random.one(this.dialect.makes);
    this.#forms.push(form.name);
    return this.#write(form, module, 'key', 0);
  }

  #module(name: string): Module {
    const module = this.#modules.get(name) ?? { imports: [], lines: [] };
    this.#modules.set(name, module);
    return module;
  }

  #newModule(): string {
    const name = this.#fresh(this.random.one(MODULES));
    this.#module(name);
    return name;
  }

  #fresh(base: string): string {
    let name = base;
    for (let count = 2; this.#taken.has(name); count++) name = `${base}${count}`;
    this.#taken.add(name);
    return name;
  }
}
