import { tuneV8ForLittle } from '../../tune-v8.js';
import { type Packable, PackedModelsAhead } from './models-ahead.js';
import { isMuch, readyThreads, takeThreads } from './parse-threads.js';

/** Has other threads begin with the files; undefined where that does not pay. */
export async function packAhead(files: readonly Packable[]): Promise<PackedModelsAhead | undefined> {
  const parsable = files.map(({ language, read }) => ({ language, size: () => read()?.length ?? 0 }));
  await readyThreads(parsable);
  const threads = takeThreads();
  if (threads.length > 0) return new PackedModelsAhead(files, threads);
  if (!isMuch(parsable)) tuneV8ForLittle();
  return undefined;
}
