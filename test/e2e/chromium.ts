import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

export const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);

/** A message of Chrome's DevTools protocol. */
interface Message {
  id?: number;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { message: string };
}

export interface Page {
  /** What the page's console, its policy and its script complained of. */
  complaints: string[];
  /** Every address that was asked for. */
  requests: string[];
  send(method: string, params?: object): Promise<Record<string, unknown>>;
  /** The value of an expression in the page. */
  evaluate<T>(expression: string): Promise<T>;
  /** A key, or the keys of a text. */
  type(...keys: string[]): Promise<void>;
}

export interface Settings {
  scheme?: 'light' | 'dark';
  width?: number;
  isScripted?: boolean;
  /** Lets scripts in that the page's policy would not. */
  isOpen?: boolean;
}

/** Opens a page in a browser of its own, which is driven by a pipe, and closes it in the end. */
export async function inChromium<T>(url: string, settings: Settings, use: (page: Page) => Promise<T>): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--remote-debugging-pipe',
    `--user-data-dir=${profile}`,
  ];
  const child = spawn(CHROMIUM ?? 'chromium', flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const connection = connect(child.stdio[3] as Writable, child.stdio[4] as Readable);
  try {
    return await use(await open(connection, url, settings));
  } finally {
    // Asked to end, it ends its own processes first, which write into the profile.
    connection.send('Browser.close', {}).catch(() => {});
    const impatience = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(impatience);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

type Connection = ReturnType<typeof connect>;

/** Messages end in a NUL. */
function connect(input: Writable, output: Readable) {
  const waiting = new Map<number, (message: Message) => void>();
  const listeners: ((message: Message) => void)[] = [];
  let left = '';
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const [first = '', ...rest] = chunk.split('\0');
    const texts = [left + first, ...rest];
    left = texts.pop() ?? '';
    for (const message of texts.map((text) => JSON.parse(text) as Message)) {
      if (message.id !== undefined) waiting.get(message.id)?.(message);
      else for (const listener of listeners) listener(message);
    }
  });
  let last = 0;
  const send = (method: string, params: object, sessionId?: string) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      const id = ++last;
      waiting.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result ?? {})));
      input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  return { send, listeners };
}

async function open({ send, listeners }: Connection, url: string, settings: Settings): Promise<Page> {
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const own = (method: string, params: object = {}) => send(method, params, String(sessionId));
  const complaints: string[] = [];
  const requests: string[] = [];
  let isAsked = false;
  const loaded = new Promise<void>((resolve) => {
    listeners.push(({ method, params = {} }) => {
      if (method === 'Log.entryAdded') complaints.push(JSON.stringify(params.entry));
      if (method === 'Runtime.exceptionThrown') complaints.push(JSON.stringify(params.exceptionDetails));
      if (method === 'Network.requestWillBeSent') requests.push((params.request as { url: string }).url);
      // The empty page that a browser begins with is loaded, too.
      if (method === 'Page.loadEventFired' && isAsked) resolve();
    });
  });
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await own(`${domain}.enable`);
  await own('Network.emulateNetworkConditions', {
    offline: true,
    latency: 0,
    downloadThroughput: 0,
    uploadThroughput: 0,
  });
  await own('Emulation.setEmulatedMedia', {
    features: [{ name: 'prefers-color-scheme', value: settings.scheme ?? 'light' }],
  });
  const size = { width: settings.width ?? 1280, height: 900, deviceScaleFactor: 1, mobile: false };
  await own('Emulation.setDeviceMetricsOverride', size);
  if (settings.isScripted === false) await own('Emulation.setScriptExecutionDisabled', { value: true });
  if (settings.isOpen) await own('Page.setBypassCSP', { enabled: true });
  isAsked = true;
  await own('Page.navigate', { url });
  await loaded;
  return {
    complaints,
    requests,
    send: own,
    async evaluate<T>(expression: string) {
      const { result, exceptionDetails } = await own('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return (result as { value: T }).value;
    },
    async type(...keys) {
      for (const key of keys) await press(own, key);
    },
  };
}

/** As Windows has them; those of letters are their own. */
const CODES: Record<string, number> = { Tab: 9, Enter: 13, ' ': 32, '.': 190 };

async function press(send: Page['send'], key: string): Promise<void> {
  const text = key.length === 1 ? key : key === 'Enter' ? '\r' : undefined;
  const event = { key, windowsVirtualKeyCode: CODES[key] ?? key.toUpperCase().charCodeAt(0) };
  await send('Input.dispatchKeyEvent', { type: text === undefined ? 'rawKeyDown' : 'keyDown', ...event, text });
  await send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
}
