import type { Dialect } from './form.js';

const MESSAGES = "[{ role: 'user', content: 'hi' }]";

const IMPORT: readonly string[] = ["import OpenAI from 'openai';"];

/** Programs in JavaScript with the package openai, axios or fetch. */
const BASE: Omit<Dialect, 'files' | 'filesOf'> = {
  main: 'main',
  names: {
    key: ['API_KEY', 'openaiKey', 'token', 'apiToken', 'secret'],
    base: ['BASE_URL', 'apiBase', 'endpoint', 'baseUrl', 'host'],
    model: ['MODEL', 'chatModel', 'DEFAULT_MODEL', 'modelName', 'engine'],
  },
  owners: ['Config', 'Settings', 'Options', 'Defaults', 'App'],
  leaves: {
    key: [
      { name: 'process.env', gives: 'process.env.OPENAI_API_KEY' },
      { name: 'process.env', gives: 'process.env.OPENAI_API_KEY' },
      { name: 'quoted name', gives: "process.env['OPENAI_API_KEY']" },
      { name: 'default', gives: "(process.env.OPENAI_API_KEY || '')" },
      { name: 'taken apart', lines: ['const { OPENAI_API_KEY: <NAME> } = process.env;'], gives: '<NAME>' },
    ],
    base: [
      { name: 'text', gives: "'https://api.openai.com/v1'" },
      { name: 'or', gives: "(process.env.OPENAI_BASE_URL || 'https://api.openai.com/v1')" },
      { name: 'nullish', gives: "(process.env.OPENAI_BASE_URL ?? 'https://api.openai.com/v1')" },
    ],
    model: [
      { name: 'text', gives: "'<ID>'" },
      { name: 'double quotes', gives: '"<ID>"' },
      { name: 'template', gives: '`<ID>`' },
      { name: 'or', gives: "(process.env.OPENAI_MODEL || '<ID>')" },
      { name: 'process.env', gives: 'process.env.CHAT_MODEL' },
    ],
  },
  forms: [
    { name: 'const', lines: ['const <NAME> = <VALUE>;'], gives: '<NAME>' },
    { name: 'let', lines: ['let <NAME> = <VALUE>;'], gives: '<NAME>' },
    { name: 'conditional', lines: ["const <NAME> = 'a'.length === 1 ? <VALUE> : <MORE>;"], gives: '<NAME>' },
    { name: 'nullish', lines: ['const <NAME> = undefined ?? <VALUE>;'], gives: '<NAME>' },
    { name: 'object', lines: ['const <OTHER> = { <NAME>: <VALUE>, retries: 3 };'], gives: '<OTHER>.<NAME>' },
    { name: 'quoted key', lines: ['const <OTHER> = { <NAME>: <VALUE> };'], gives: "<OTHER>['<NAME>']" },
    { name: 'optional', lines: ['const <OTHER> = { <NAME>: <VALUE> };'], gives: '<OTHER>?.<NAME>' },
    {
      name: 'nested object',
      lines: ['const <OTHER> = {', '  openai: {', '    <NAME>: <VALUE>,', '  },', '};'],
      gives: '<OTHER>.openai.<NAME>',
    },
    {
      name: 'object that is filled',
      lines: ['const <OTHER> = {};', '<OTHER>.<NAME> = <VALUE>;'],
      gives: '<OTHER>.<NAME>',
    },
    {
      name: 'assign',
      lines: ['const <OTHER> = { retries: 3 };', 'Object.assign(<OTHER>, { <NAME>: <VALUE> });'],
      gives: '<OTHER>.<NAME>',
    },
    {
      name: 'spread',
      lines: ['const <HEIR> = { <NAME>: <VALUE> };', 'const <OTHER> = { ...<HEIR>, retries: 3 };'],
      gives: '<OTHER>.<NAME>',
    },
    { name: 'frozen object', lines: ['const <OTHER> = Object.freeze({ <NAME>: <VALUE> });'], gives: '<OTHER>.<NAME>' },
    {
      name: 'taken apart',
      lines: ['const <HEIR> = { <NAME>: <VALUE> };', 'const { <NAME>: <OTHER> } = <HEIR>;'],
      gives: '<OTHER>',
    },
    {
      name: 'taken apart with a default',
      lines: ['const <HEIR> = { <NAME>: <VALUE> };', "const { <NAME>: <OTHER> = '' } = <HEIR>;"],
      gives: '<OTHER>',
    },
    { name: 'list', lines: ['const <NAME> = [<VALUE>];'], gives: '<NAME>[0]' },
    { name: 'list taken apart', lines: ['const [<NAME>] = [<VALUE>];'], gives: '<NAME>' },
    { name: 'Map', lines: ["const <OTHER> = new Map([['<NAME>', <VALUE>]]);"], gives: "<OTHER>.get('<NAME>')" },
    { name: 'template', lines: ['const <NAME> = <VALUE>;'], gives: '`${<NAME>}`' },
    { name: 'String()', gives: 'String(<VALUE>)' },
    { name: 'trim()', lines: ['const <NAME> = <VALUE>;'], gives: '<NAME>.trim()' },
    { name: 'toString()', lines: ['const <NAME> = <VALUE>;'], gives: '<NAME>.toString()' },
    { name: 'function', lines: ['function get_<NAME>() {', '  return <VALUE>;', '}'], gives: 'get_<NAME>()' },
    { name: 'arrow', lines: ['const get_<NAME> = () => <VALUE>;'], gives: 'get_<NAME>()' },
    { name: 'called at once', gives: '(() => <VALUE>)()' },
    {
      name: 'closure',
      lines: ['function make_<NAME>() {', '  const inner = <VALUE>;', '  return () => inner;', '}'],
      gives: 'make_<NAME>()()',
    },
    {
      name: 'default of a parameter',
      lines: ['const get_<NAME> = (<NAME> = <VALUE>) => <NAME>;'],
      gives: 'get_<NAME>()',
    },
    {
      name: 'default of an option',
      lines: ['function get_<NAME>({ <NAME> = <VALUE> } = {}) {', '  return <NAME>;', '}'],
      gives: 'get_<NAME>()',
    },
    {
      name: 'default in the body',
      lines: ['function get_<NAME>(<NAME>) {', '  return <NAME> ?? <VALUE>;', '}'],
      gives: 'get_<NAME>()',
    },
    { name: 'argument', lines: ['const get_<NAME> = (<NAME>) => <NAME>;'], gives: 'get_<NAME>(<VALUE>)' },
    { name: 'option', lines: ['const get_<NAME> = ({ <NAME> }) => <NAME>;'], gives: 'get_<NAME>({ <NAME>: <VALUE> })' },
    {
      name: 'rest of the options',
      lines: ['function get_<NAME>({ <NAME>, ...others }) {', '  return others.retries ? <NAME> : <NAME>;', '}'],
      gives: 'get_<NAME>({ <NAME>: <VALUE>, retries: 1 })',
    },
    {
      name: 'branches',
      lines: ['let <NAME>;', 'if (process.env.DEBUG) {', '  <NAME> = <MORE>;', '} else {', '  <NAME> = <VALUE>;', '}'],
      gives: '<NAME>',
    },
    {
      name: 'switch',
      lines: [
        'function get_<NAME>(kind) {',
        '  switch (kind) {',
        "    case 'a':",
        '      return <VALUE>;',
        '    default:',
        '      return <MORE>;',
        '  }',
        '}',
      ],
      gives: "get_<NAME>('a')",
    },
    {
      name: 'set later',
      lines: ['let <NAME> = null;', 'function set_<NAME>() {', '  <NAME> = <VALUE>;', '}', 'set_<NAME>();'],
      gives: '<NAME>',
    },
    { name: 'static field', lines: ['class <OWNER> {', '  static <NAME> = <VALUE>;', '}'], gives: '<OWNER>.<NAME>' },
    { name: 'field', lines: ['class <OWNER> {', '  <NAME> = <VALUE>;', '}'], gives: 'new <OWNER>().<NAME>' },
    {
      name: 'private field',
      lines: ['class <OWNER> {', '  #value = <VALUE>;', '  <NAME>() {', '    return this.#value;', '  }', '}'],
      gives: 'new <OWNER>().<NAME>()',
    },
    {
      name: 'inherited field',
      lines: ['class <OWNER> {', '  <NAME> = <VALUE>;', '}', 'class <HEIR> extends <OWNER> {}'],
      gives: 'new <HEIR>().<NAME>',
    },
    {
      name: 'constructor',
      lines: [
        'class <OWNER> {',
        '  constructor() {',
        '    this.<NAME> = <VALUE>;',
        '  }',
        '}',
        'const <OTHER> = new <OWNER>();',
      ],
      gives: '<OTHER>.<NAME>',
    },
    {
      name: 'argument of a constructor',
      lines: ['class <OWNER> {', '  constructor(<NAME>) {', '    this.<NAME> = <NAME>;', '  }', '}'],
      gives: 'new <OWNER>(<VALUE>).<NAME>',
    },
    {
      name: 'option of a constructor',
      lines: ['class <OWNER> {', '  constructor({ <NAME> = <VALUE> } = {}) {', '    this.<NAME> = <NAME>;', '  }', '}'],
      gives: 'new <OWNER>().<NAME>',
    },
    {
      name: 'getter',
      lines: ['class <OWNER> {', '  get <NAME>() {', '    return <VALUE>;', '  }', '}'],
      gives: 'new <OWNER>().<NAME>',
    },
    {
      name: 'static method',
      lines: ['class <OWNER> {', '  static <NAME>() {', '    return <VALUE>;', '  }', '}'],
      gives: '<OWNER>.<NAME>()',
    },
    {
      name: 'variable that is set',
      lines: ['process.env.MY_<NAME> = <VALUE>;'],
      gives: 'process.env.MY_<NAME>',
      notForKeys: true,
    },
    {
      name: 'default of a variable',
      lines: ['process.env.MY_<NAME> ??= <VALUE>;'],
      gives: 'process.env.MY_<NAME>',
      notForKeys: true,
    },
    { name: 'default behind a variable', gives: '(process.env.MY_<NAME> ?? <VALUE>)', notForKeys: true },
    { name: 'entries', lines: ['const [[, <NAME>]] = Object.entries({ a: <VALUE> });'], gives: '<NAME>' },
    { name: 'values', lines: ['const [<NAME>] = Object.values({ a: <VALUE> });'], gives: '<NAME>' },
    { name: 'find', lines: ['const <NAME> = [<VALUE>].find(Boolean);'], gives: '<NAME>' },
    {
      name: 'loop over entries',
      lines: ['let <NAME>;', 'for (const [, one] of Object.entries({ a: <VALUE> })) <NAME> = one;'],
      gives: '<NAME>',
    },
    {
      name: 'loop over keys',
      lines: ['let <NAME>;', 'const <OTHER> = { a: <VALUE> };', 'for (const key in <OTHER>) <NAME> = <OTHER>[key];'],
      gives: '<NAME>',
    },
    {
      name: 'found in a list of objects',
      lines: [
        "const <OTHER> = [{ name: 'a', <NAME>: <VALUE> }];",
        "const <HEIR> = <OTHER>.find((one) => one.name === 'a');",
      ],
      gives: '<HEIR>.<NAME>',
    },
    {
      name: 'map of a list',
      lines: ['const <OTHER> = [{ <NAME>: <VALUE> }];'],
      gives: '<OTHER>.map((one) => one.<NAME>)[0]',
    },
    {
      name: 'map by a function',
      lines: ['const <OTHER> = [{ <NAME>: <VALUE> }];', 'const <HEIR> = ({ <NAME> }) => <NAME>;'],
      gives: '<OTHER>.map(<HEIR>)[0]',
    },
    {
      name: 'fromEntries',
      lines: ["const <OTHER> = Object.fromEntries([['<NAME>', <VALUE>]]);"],
      gives: '<OTHER>.<NAME>',
    },
    { name: 'and', gives: "('a'.length && <VALUE>)" },
    {
      name: 'sequence of objects',
      lines: ['const <OTHER> = { ...{ <NAME>: "" }, ...{ <NAME>: <VALUE> } };'],
      gives: '<OTHER>.<NAME>',
    },
    {
      name: 'conditional spread',
      lines: ['const <OTHER> = { ...(process.env.DEBUG ? {} : { <NAME>: <VALUE> }) };'],
      gives: '<OTHER>.<NAME>',
    },
    {
      name: 'generator',
      lines: ['function* all_<NAME>() {', '  yield <VALUE>;', '}', 'const [<NAME>] = all_<NAME>();'],
      gives: '<NAME>',
    },
    {
      name: 'lookup with a default',
      lines: [
        'const <OTHER> = { fast: <VALUE> };',
        "const get_<NAME> = (kind = 'fast') => <OTHER>[kind] ?? <OTHER>.fast;",
      ],
      gives: 'get_<NAME>()',
    },
    {
      name: 'chained methods',
      lines: ['class <OWNER> {', '  with_<NAME>(given) {', '    this.<NAME> = given;', '    return this;', '  }', '}'],
      gives: 'new <OWNER>().with_<NAME>(<VALUE>).<NAME>',
    },
    {
      name: 'singleton',
      lines: [
        'class <OWNER> {',
        '  static #instance;',
        '  static get() {',
        '    <OWNER>.#instance ??= new <OWNER>();',
        '    return <OWNER>.#instance;',
        '  }',
        '  <NAME> = <VALUE>;',
        '}',
      ],
      gives: '<OWNER>.get().<NAME>',
    },
    {
      name: 'method of an object',
      lines: ['const <OTHER> = {', '  get_<NAME>() {', '    return <VALUE>;', '  },', '};'],
      gives: '<OTHER>.get_<NAME>()',
    },
    {
      name: 'getter of an object',
      lines: ['const <OTHER> = {', '  get <NAME>() {', '    return <VALUE>;', '  },', '};'],
      gives: '<OTHER>.<NAME>',
    },
    {
      name: 'super',
      lines: [
        'class <OWNER> {',
        '  constructor(given) {',
        '    this.<NAME> = given;',
        '  }',
        '}',
        'class <HEIR> extends <OWNER> {',
        '  constructor() {',
        '    super(<VALUE>);',
        '  }',
        '}',
      ],
      gives: 'new <HEIR>().<NAME>',
    },
    {
      name: 'callback',
      lines: [
        'let <NAME>;',
        'const give_<NAME> = (take) => take(<VALUE>);',
        'give_<NAME>((one) => {',
        '  <NAME> = one;',
        '});',
      ],
      gives: '<NAME>',
    },
    {
      name: 'memo',
      lines: [
        'const once_<NAME> = (make) => {',
        '  let made;',
        '  return () => (made ??= make());',
        '};',
        'const get_<NAME> = once_<NAME>(() => <VALUE>);',
      ],
      gives: 'get_<NAME>()',
    },
    {
      name: 'rest of a list',
      lines: ['const [, ...<NAME>] = [1, <VALUE>];'],
      gives: '<NAME>[0]',
    },
    { name: 'pop', lines: ['const <NAME> = [<VALUE>].pop();'], gives: '<NAME>' },
    { name: 'at', lines: ['const <NAME> = [1, <VALUE>].at(-1);'], gives: '<NAME>' },
    {
      name: 'default of a class',
      lines: [
        'class <OWNER> {',
        '  static defaults = { <NAME>: <VALUE> };',
        '  constructor(given = {}) {',
        '    this.options = { ...<OWNER>.defaults, ...given };',
        '  }',
        '}',
      ],
      gives: 'new <OWNER>({ retries: 1 }).options.<NAME>',
    },
    {
      name: 'merge of settings',
      lines: [
        'const <HEIR> = { <NAME>: <VALUE>, retries: 3 };',
        'const get_<NAME> = (given) => ({ ...<HEIR>, ...given }).<NAME>;',
      ],
      gives: 'get_<NAME>({ retries: 1 })',
    },
    { name: 'loop', lines: ['let <NAME>;', 'for (const one of [<VALUE>]) <NAME> = one;'], gives: '<NAME>' },
    {
      name: 'caught',
      lines: ['let <NAME>;', 'try {', '  <NAME> = <VALUE>;', '} catch {', "  <NAME> = '';", '}'],
      gives: '<NAME>',
    },
    { name: 'reduce', lines: ['const <NAME> = [<VALUE>].reduce((before, one) => before ?? one);'], gives: '<NAME>' },
    {
      name: 'assigned in an expression',
      lines: ['let <NAME>;', 'const <OTHER> = (<NAME> = <VALUE>);'],
      gives: '<OTHER>',
    },
    { name: 'set with a default', lines: ['let <NAME>;', '<NAME> ??= <VALUE>;'], gives: '<NAME>' },
    {
      name: 'computed key',
      lines: ["const <HEIR> = '<NAME>';", 'const <OTHER> = { [<HEIR>]: <VALUE> };'],
      gives: '<OTHER>.<NAME>',
    },
    {
      name: 'setter',
      lines: [
        'class <OWNER> {',
        '  set <NAME>(given) {',
        '    this.held = given;',
        '  }',
        '}',
        'const <OTHER> = new <OWNER>();',
        '<OTHER>.<NAME> = <VALUE>;',
      ],
      gives: '<OTHER>.held',
    },
    {
      name: 'bound function',
      lines: ['const get_<NAME> = ((<NAME>) => <NAME>).bind(null, <VALUE>);'],
      gives: 'get_<NAME>()',
    },
    {
      name: 'import',
      imports: ["import { <NAME> } from './<MODULE>.js';"],
      module: ['export const <NAME> = <VALUE>;'],
      gives: '<NAME>',
    },
    {
      name: 'import by another name',
      imports: ["import { <NAME> as <OTHER> } from './<MODULE>.js';"],
      module: ['export const <NAME> = <VALUE>;'],
      gives: '<OTHER>',
    },
    {
      name: 'module',
      imports: ["import * as <OTHER> from './<MODULE>.js';"],
      module: ['export const <NAME> = <VALUE>;'],
      gives: '<OTHER>.<NAME>',
    },
    {
      name: 'imported function',
      imports: ["import { get_<NAME> } from './<MODULE>.js';"],
      module: ['export function get_<NAME>() {', '  return <VALUE>;', '}'],
      gives: 'get_<NAME>()',
    },
    {
      name: 'imported instance',
      imports: ["import { <OTHER> } from './<MODULE>.js';"],
      module: [
        'class <OWNER> {',
        '  constructor() {',
        '    this.<NAME> = <VALUE>;',
        '  }',
        '}',
        'export const <OTHER> = new <OWNER>();',
      ],
      gives: '<OTHER>.<NAME>',
    },
  ],
  makes: [
    { name: 'new OpenAI()', imports: IMPORT, gives: 'new OpenAI()' },
    { name: 'apiKey', imports: IMPORT, gives: 'new OpenAI({ apiKey: <KEY> })' },
    { name: 'apiKey', imports: IMPORT, gives: 'new OpenAI({ apiKey: <KEY>, timeout: 30000 })' },
    { name: 'baseURL', imports: IMPORT, gives: 'new OpenAI({ baseURL: <BASE> })' },
    { name: 'both', imports: IMPORT, gives: 'new OpenAI({ apiKey: <KEY>, baseURL: <BASE> })' },
    {
      name: 'options',
      imports: IMPORT,
      lines: ['const clientOptions = { apiKey: <KEY>, timeout: 30000 };'],
      gives: 'new OpenAI(clientOptions)',
    },
    {
      name: 'options that are spread',
      imports: IMPORT,
      lines: ['const clientOptions = { apiKey: <KEY>, baseURL: <BASE> };'],
      gives: 'new OpenAI({ ...clientOptions, maxRetries: 1 })',
    },
    {
      name: 'options that are filled',
      imports: IMPORT,
      lines: ['const clientOptions = { apiKey: <KEY> };', 'clientOptions.baseURL = <BASE>;'],
      gives: 'new OpenAI(clientOptions)',
    },
    {
      name: 'withOptions',
      imports: IMPORT,
      gives: 'new OpenAI({ apiKey: <KEY> }).withOptions({ baseURL: <BASE> })',
    },
  ],
  clients: [
    { name: 'client', lines: ['const client = <MAKE>;'], gives: 'client' },
    { name: 'factory', lines: ['function getClient() {', '  return <MAKE>;', '}'], gives: 'getClient()' },
    {
      name: 'lazy client',
      lines: ['let cached;', 'const getClient = () => (cached ??= <MAKE>);'],
      gives: 'getClient()',
    },
    {
      name: 'imported client',
      imports: ["import { client } from './<MODULE>.js';"],
      module: ['export const client = <MAKE>;'],
      gives: 'client',
    },
    {
      name: 'imported factory',
      imports: ["import { createClient } from './<MODULE>.js';"],
      module: ['export function createClient() {', '  return <MAKE>;', '}'],
      gives: 'createClient()',
    },
    {
      name: 'service',
      lines: [
        'class Service {',
        '  constructor() {',
        '    this.client = <MAKE>;',
        '  }',
        '}',
        'const service = new Service();',
      ],
      gives: 'service.client',
    },
    {
      name: 'private client',
      lines: [
        'class Service {',
        '  #client = <MAKE>;',
        '  get llm() {',
        '    return this.#client;',
        '  }',
        '}',
        'const service = new Service();',
      ],
      gives: 'service.llm',
    },
    {
      name: 'factory with a parameter',
      imports: IMPORT,
      lines: ['const makeClient = (apiKey, options = {}) => new OpenAI({ apiKey, ...options });'],
      gives: 'makeClient(<KEY>)',
    },
    {
      name: 'subclass',
      imports: IMPORT,
      lines: [
        'class Client extends OpenAI {',
        '  constructor() {',
        '    super({ apiKey: <KEY> });',
        '  }',
        '}',
        'const client = new Client();',
      ],
      gives: 'client',
    },
    {
      name: 'client by a name',
      lines: ['const clients = { openai: () => <MAKE> };', 'const clientOf = (name) => clients[name]();'],
      gives: "clientOf('openai')",
    },
    {
      name: 'client in a Map',
      lines: ["const clients = new Map([['openai', <MAKE>]]);"],
      gives: "clients.get('openai')",
    },
    {
      name: 'client of a context',
      lines: ['const makeContext = () => ({ llm: <MAKE>, log: () => {} });', 'const { llm } = makeContext();'],
      gives: 'llm',
    },
    {
      name: 'singleton',
      lines: [
        'class Service {',
        '  static #client;',
        '  static get client() {',
        '    if (!Service.#client) Service.#client = <MAKE>;',
        '    return Service.#client;',
        '  }',
        '}',
      ],
      gives: 'Service.client',
    },
    {
      name: 'base class',
      lines: [
        'class Base {',
        '  constructor() {',
        '    this.client = <MAKE>;',
        '  }',
        '}',
        'class Service extends Base {',
        '  get llm() {',
        '    return this.client;',
        '  }',
        '}',
      ],
      gives: 'new Service().llm',
    },
    { name: 'global client', lines: ['globalThis.llm ??= <MAKE>;'], gives: 'globalThis.llm' },
    { name: 'client in an object', lines: ['const clients = { openai: <MAKE> };'], gives: 'clients.openai' },
    {
      name: 'client that is handed in',
      lines: [
        'class Bot {',
        '  constructor({ client }) {',
        '    this.llm = client;',
        '  }',
        '}',
        'const bot = new Bot({ client: <MAKE> });',
      ],
      gives: 'bot.llm',
    },
  ],
  calls: [
    { name: 'call', runs: [`await <CLIENT>.chat.completions.create({ model: <MODEL>, messages: ${MESSAGES} });`] },
    {
      name: 'parameters',
      lines: [`const params = { model: <MODEL>, messages: ${MESSAGES} };`, 'params.temperature = 0;'],
      runs: ['await <CLIENT>.chat.completions.create(params);'],
    },
    {
      name: 'parameters that are spread',
      lines: ['const defaults = { model: <MODEL>, temperature: 0 };'],
      runs: [`await <CLIENT>.chat.completions.create({ ...defaults, messages: ${MESSAGES} });`],
    },
    {
      name: 'function that is given the client',
      lines: [
        'const ask = async (llmClient, model) =>',
        `  llmClient.chat.completions.create({ model, messages: ${MESSAGES} });`,
      ],
      runs: ['await ask(<CLIENT>, <MODEL>);'],
    },
    {
      name: 'class that is given the client',
      lines: [
        'class Assistant {',
        '  constructor(client, model) {',
        '    this.client = client;',
        '    this.model = model;',
        '  }',
        '  ask() {',
        `    return this.client.chat.completions.create({ model: this.model, messages: ${MESSAGES} });`,
        '  }',
        '}',
      ],
      runs: ['await new Assistant(<CLIENT>, <MODEL>).ask();'],
    },
    {
      name: 'loop',
      runs: [
        `for (const modelId of [<MODEL>]) await <CLIENT>.chat.completions.create({ model: modelId, messages: ${MESSAGES} });`,
      ],
    },
    {
      name: 'map',
      runs: [
        `await Promise.all([<MODEL>].map((model) => <CLIENT>.chat.completions.create({ model, messages: ${MESSAGES} })));`,
      ],
    },
    {
      name: 'two models',
      lines: ['const firstModel = <MODEL>;'],
      runs: [
        `await <CLIENT>.chat.completions.create({ model: firstModel, messages: ${MESSAGES} });`,
        `await <CLIENT>.chat.completions.create({ model: 'gpt-4o', messages: ${MESSAGES} });`,
      ],
    },
    {
      name: 'embeddings beside chat',
      runs: [
        `await <CLIENT>.chat.completions.create({ model: <MODEL>, messages: ${MESSAGES} });`,
        "await <CLIENT>.embeddings.create({ model: 'text-embedding-3-small', input: 'x' });",
      ],
    },
    {
      name: 'part that is taken out',
      lines: ['const { completions } = <CLIENT>.chat;'],
      runs: [`await completions.create({ model: <MODEL>, messages: ${MESSAGES} });`],
    },
    {
      name: 'map by a function',
      lines: [`const askModel = (model) => <CLIENT>.chat.completions.create({ model, messages: ${MESSAGES} });`],
      runs: ['await Promise.all([<MODEL>].map(askModel));'],
    },
    {
      name: 'retry',
      lines: [
        'const retry = async (action, left = 3) => {',
        '  try {',
        '    return await action();',
        '  } catch (error) {',
        '    if (left === 0) throw error;',
        '    return retry(action, left - 1);',
        '  }',
        '};',
      ],
      runs: [`await retry(() => <CLIENT>.chat.completions.create({ model: <MODEL>, messages: ${MESSAGES} }));`],
    },
    {
      name: 'agent with a default',
      lines: [
        'class Agent {',
        '  constructor(client, { model = <MODEL>, ...options } = {}) {',
        '    Object.assign(this, { client, model, options });',
        '  }',
        '  ask(more = {}) {',
        `    return this.client.chat.completions.create({ messages: ${MESSAGES}, model: this.model, ...this.options, ...more });`,
        '  }',
        '}',
      ],
      runs: ['await new Agent(<CLIENT>).ask({ temperature: 0 });'],
    },
    {
      name: 'model of a table',
      lines: [
        'const MODELS_OF = { fast: <MODEL>, smart: <MODEL> };',
        "const pick = (kind = 'fast') => MODELS_OF[kind] || MODELS_OF.smart;",
      ],
      runs: [`await <CLIENT>.chat.completions.create({ model: pick(), messages: ${MESSAGES} });`],
    },
    {
      name: 'entries of a table',
      lines: ['const MODELS_OF = { fast: { id: <MODEL>, cost: 1 } };'],
      runs: [
        'for (const [kind, row] of Object.entries(MODELS_OF))',
        `  await <CLIENT>.chat.completions.create({ model: row.id, user: kind, messages: ${MESSAGES} });`,
      ],
    },
    {
      name: 'fallbacks',
      runs: [
        'for (const modelId of [<MODEL>, <MODEL>]) {',
        '  try {',
        `    await <CLIENT>.chat.completions.create({ model: modelId, messages: ${MESSAGES} });`,
        '    break;',
        '  } catch {',
        '    continue;',
        '  }',
        '}',
      ],
    },
    {
      name: 'bound method',
      lines: ['const api = <CLIENT>.chat.completions;', 'const create = api.create.bind(api);'],
      runs: [`await create({ model: <MODEL>, messages: ${MESSAGES} });`],
    },
    {
      name: 'function that is wrapped',
      lines: [
        'const logged = (inner) => async (...given) => {',
        '  const answer = await inner(...given);',
        '  return answer;',
        '};',
        `const askOne = logged((llm, model) => llm.chat.completions.create({ model, messages: ${MESSAGES} }));`,
      ],
      runs: ['await askOne(<CLIENT>, <MODEL>);'],
    },
    {
      name: 'options that are passed on',
      lines: [
        'async function complete(given = {}) {',
        `  return <CLIENT>.chat.completions.create({ messages: ${MESSAGES}, ...given });`,
        '}',
      ],
      runs: ['await complete({ model: <MODEL> });'],
    },
  ],
  requests: [
    "{ Authorization: `Bearer ${authKey}`, 'Content-Type': 'application/json' }",
    "{ Authorization: 'Bearer ' + authKey }",
  ].flatMap((headers) => [
    {
      name: 'fetch',
      lines: [
        "const chatUrl = <BASE> + '/chat/completions';",
        'const authKey = <KEY>;',
        `const body = { model: <MODEL>, messages: ${MESSAGES} };`,
      ],
      runs: [`await fetch(chatUrl, { method: 'POST', headers: ${headers}, body: JSON.stringify(body) });`],
    },
    {
      name: 'axios.post',
      imports: ["import axios from 'axios';"],
      lines: ['const chatUrl = `${<BASE>}/chat/completions`;', 'const authKey = <KEY>;', `const headers = ${headers};`],
      runs: [`await axios.post(chatUrl, { model: <MODEL>, messages: ${MESSAGES} }, { headers });`],
    },
    {
      name: 'axios.create',
      imports: ["import axios from 'axios';"],
      lines: ['const authKey = <KEY>;', `const http = axios.create({ baseURL: <BASE>, headers: ${headers} });`],
      runs: [`await http.post('/chat/completions', { model: <MODEL>, messages: ${MESSAGES} });`],
    },
  ]),
  ends: [
    (runs) => [...runs],
    (runs) => ['async function main() {', ...runs.map((line) => `  ${line}`), '}', 'await main();'],
  ],
};

const dependencies = { openai: '^4.104.0', axios: '^1.7.0' };
const manifest = (more: object) =>
  `${JSON.stringify({ name: 'app', private: true, ...more, dependencies }, null, 2)}\n`;

export const ES_MODULES: Dialect = {
  ...BASE,
  files: { 'package.json': manifest({ type: 'module' }) },
  filesOf: (module, imports, lines) => ({ [`${module}.js`]: `${[...imports, '', ...lines].join('\n')}\n` }),
};

/** The same in the older form of modules, in which nothing is waited for outside of functions. */
export const COMMON_JS: Dialect = {
  ...BASE,
  files: { 'package.json': manifest({}) },
  ends: [(runs) => ['async function main() {', ...runs.map((line) => `  ${line}`), '}', 'main();']],
  filesOf(module, imports, lines) {
    const exported = lines.flatMap((line) => /^export (?:const|function) (\w+)/.exec(line)?.[1] ?? []);
    const exports = exported.length > 0 ? [`module.exports = { ${exported.join(', ')} };`] : [];
    const body = lines.map((line) => line.replace(/^export /, ''));
    return { [`${module}.js`]: `${[...imports.map(asRequired), '', ...body, ...exports].join('\n')}\n` };
  },
};

function asRequired(line: string): string {
  const [, taken = '', from = ''] = /^import (.*) from '(.*)';$/.exec(line) ?? [];
  return `const ${taken.replace('* as ', '').replace(' as ', ': ')} = require('${from}');`;
}
