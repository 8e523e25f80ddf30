import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { MessagePort, Worker } from 'node:worker_threads';
import { tuneV8 } from '../../tune-v8.js';
import type { Ahead } from './models-ahead.js';
import type { Asked, Made } from './parse-thread.js';

/** In how many threads; `0` for none. Without it, as many as there are processors to spare, where that pays. */
const VARIABLE = 'MIGRATE_TO_HOLYSHEEP_THREADS';
const MOST = 4;
/** Characters of source from which on threads pay (`bench/README.md`): one costs a third of the time that these take to parse. */
const ENOUGH = 1_000_000;

/** In MB: less than this thread has, so that what is nested too deeply for one thread is so for the run. */
const STACK = 0.75;
/** In MB: what a thread makes of one file is garbage with the next one. */
const YOUNG = 12;

/** The program of a thread, which only the built package has. */
const PROGRAM = new URL('../parse-thread.js', import.meta.url);

/** What threads can parse. */
const LANGUAGES = ['javascript', 'python'] as const;
export type ThreadLanguage = (typeof LANGUAGES)[number];

export function isThreadLanguage(language: string): language is ThreadLanguage {
  return (LANGUAGES as readonly string[]).includes(language);
}

/** What is to be parsed, before anything is known of it but how much that is. */
export interface Parsable {
  language: string;
  /** In characters, or bytes. */
  size(): number;
}

/** A thread that parses what it is sent, once it has been told where all threads note what has become of it. */
export class ParseThread {
  /** All that its models spell, by their numbers. */
  readonly texts: string[] = [];

  private constructor(
    private readonly worker: Worker,
    private readonly port: MessagePort,
    private readonly receive: (port: MessagePort) => { message: Made } | undefined,
  ) {}

  /** One that makes itself ready for the languages while this thread does something else. `isAlone`: no other does so. */
  static async start(languages: readonly string[], program: URL, isAlone: boolean): Promise<ParseThread> {
    const { MessageChannel, receiveMessageOnPort, Worker } = await import('node:worker_threads');
    const { port1, port2 } = new MessageChannel();
    const worker = new Worker(program, {
      workerData: { port: port2, languages, isAlone },
      transferList: [port2],
      execArgv: [],
      resourceLimits: { stackSizeMb: STACK, maxYoungGenerationSizeMb: YOUNG },
    });
    worker.unref();
    // What it has left undone is done here.
    worker.on('error', () => {});
    return new ParseThread(worker, port1, receiveMessageOnPort);
  }

  begin(states: Int32Array): void {
    this.port.postMessage(states);
  }

  send(asked: Asked): void {
    this.port.postMessage(asked);
  }

  /** What it has made since this was asked last. */
  *received(): Generator<{ index: number; ahead: Ahead }> {
    for (let received = this.receive(this.port); received; received = this.receive(this.port)) {
      const { message } = received;
      const { index } = message;
      if ('tree' in message) yield { index, ahead: message };
      else {
        for (const text of message.added) this.texts.push(text);
        yield { index, ahead: { packed: message.packed, texts: this.texts } };
      }
    }
  }

  async stop(): Promise<void> {
    this.port.close();
    await this.worker.terminate();
  }
}

/** Threads that nobody has taken yet. */
const ready: ParseThread[] = [];

/** Starts threads where there is enough to parse for them to pay, before anybody takes them: it takes them a while to be ready. */
export async function readyThreads(files: readonly Parsable[]): Promise<void> {
  if (ready.length > 0 || !existsSync(PROGRAM)) return;
  const count = threadsFor(files);
  if (count === 0) return;
  tuneV8();
  const languages = [...new Set(files.map(({ language }) => language))];
  for (let index = 0; index < count; index++) ready.push(await ParseThread.start(languages, PROGRAM, count === 1));
}

/** Those that are ready, each for one who asks. */
export function takeThreads(): ParseThread[] {
  return ready.splice(0);
}

/** Whether there is so much to parse that what takes long to begin with pays. */
export function isMuch(files: readonly Parsable[]): boolean {
  let size = 0;
  return files.some((file) => {
    size += file.size();
    return size >= ENOUGH;
  });
}

function threadsFor(files: readonly Parsable[]): number {
  const asked = process.env[VARIABLE];
  if (asked !== undefined) return files.length === 0 ? 0 : Number.parseInt(asked, 10) || 0;
  return isMuch(files) ? Math.min(availableParallelism() - 1, MOST) : 0;
}
