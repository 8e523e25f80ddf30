import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anyAsked, type Files, faultOf } from './fault-of.js';
import { mutated } from './mutate.js';
import { Random } from './random.js';
import { reduced } from './reduce.js';

/** A folder, and files in it. A few of them are the repository of a case. */
export interface Sample {
  folder: string;
  files: string[];
  /** Those that say something of OpenAI. */
  meant: string[];
}

/** What `scripts/fuzz.mjs` sends: with which seed to try which samples. */
export interface Task {
  /** With the first task only. */
  samples?: Sample[];
  seed: number;
}

/** Files of the folder that are left as they are, at most. */
const OTHERS = 3;
/** Seconds of a processor that no case may take. */
const SLOW = 5;
/** Milliseconds for making a text that shows a fault smaller. */
const REDUCING = 20_000;

let samples: Sample[] = [];

/** A process that tries one case after another; the parent counts, and kills it when one takes too long. */
process.on('message', async ({ samples: first, seed }: Task) => {
  samples = first ?? samples;
  const { files, path, bytes, asked } = caseOf(samples, seed);
  process.send?.({ begun: seed, path, folder: files.folder, bytes: bytes.toString('base64') });
  const with_ = (other: Buffer): Files => ({ ...files.texts, [path]: other });
  const fault = await timely(() => faultOf(with_(bytes), asked));
  if (fault === undefined) return process.send?.({ done: seed });
  process.send?.({ reducing: seed });
  const kind = kindOf(fault);
  const isSame = async (other: Buffer) => kindOf((await timely(() => faultOf(with_(other), asked))) ?? '') === kind;
  const small = await reduced(bytes, isSame, Date.now() + REDUCING);
  return process.send?.({ done: seed, fault, asked, small: small.toString('base64') });
});

/** What follows from a seed: a sample, one of its files changed, and what the user asks for. */
function caseOf(samples: readonly Sample[], seed: number) {
  const random = new Random(seed);
  const sample = random.one(samples);
  const path = random.one(sample.meant);
  const together = [path, ...Array.from({ length: OTHERS }, () => random.one(sample.files))];
  const texts: Files = Object.fromEntries(together.map((file) => [file, readFileSync(join(sample.folder, file))]));
  const donor = random.one(samples);
  const other = readFileSync(join(donor.folder, random.one(donor.meant)));
  const bytes = mutated(texts[path] ?? Buffer.alloc(0), other, random);
  return { files: { folder: sample.folder, texts }, path, bytes, asked: anyAsked(random) };
}

/** As `faultOf` says, or that the processor took too long for it. */
async function timely(fault: () => Promise<string | undefined>): Promise<string | undefined> {
  const before = process.cpuUsage();
  const found = await fault();
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  return found ?? (seconds > SLOW ? `it took ${seconds.toFixed(1)} seconds` : undefined);
}

/** Faults are the same when they say the same of whatever place. */
function kindOf(fault: string): string {
  return fault.split('\n', 2).join(' ').replace(/\d+/g, '');
}
