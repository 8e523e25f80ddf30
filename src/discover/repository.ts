import { isUtf8 } from 'node:buffer';
import { join } from 'node:path';
import { isNamedByFacts } from '../catalog/flow.js';
import { isHttpPackage } from '../catalog/http.js';
import { knownNames } from '../catalog/known-names.js';
import { covers } from '../catalog/package-patterns.js';
import { type RecordingForm, recordingForm } from '../catalog/recordings.js';
import { ownSdksFor, type Sdk } from '../catalog/sdk.js';
import type { ConfigModel, SourceModel } from '../ir.js';
import type { ConfigFrontEnd } from '../languages/config/front-end.js';
import { configFrontEndFor, dataFrontEndFor, parseConfig } from '../languages/config/index.js';
import {
  type FrontEnd,
  filesOf,
  type ModelsAhead,
  packageOf,
  SyntaxFailure,
  type VersionSet,
} from '../languages/front-end.js';
import { frontEndFor, parseAhead } from '../languages/index.js';
import { readWithinTime, withinTime } from '../languages/within-time.js';
import { dataModel } from '../link/data-model.js';
import type { ProjectHost, SpelledImporter } from '../link/project.js';
import { push } from '../push.js';
import type { SkippedFile } from '../report.js';
import { positionOf } from '../text-position.js';
import { bytesOf } from './bytes-of.js';
import { fileKind, isOwnConfig, isProse, isSource, isTemplate, skippedByName } from './file-kinds.js';
import { GENERATED, generatedByAttribute, saysGenerated } from './generated.js';
import { ImportIndex, type IndexedImport, importingText } from './import-index.js';
import type { Listing } from './listing.js';
import { decodeUtf16 } from './prefilter.js';
import { decodeSource, headOf, isBinary, isUtf16, readSource, Source } from './read-file.js';

/**
 * The files of a run: read at most once, parsed at most once for each text. With `overlay`, some files read as they
 * would be after the rewrite, while nothing is written.
 */
export class Repository implements ProjectHost {
  readonly skipped: SkippedFile[] = [];
  readonly #files: Set<string>;
  #places: Places | undefined;
  readonly #sources: Map<string, Source | undefined>;
  readonly #unread = new Map<string, string>();
  readonly #locks = new Map<string, string | undefined>();
  readonly #models: Map<string, { text: string; model: SourceModel | undefined }>;
  readonly #configs: Map<string, { text: string; read: ConfigRead | undefined }>;
  readonly #data = new Map<ConfigModel, SourceModel>();
  readonly #generated: Map<string, boolean>;
  #attributed: ReadonlySet<string> | undefined;
  readonly #recordings: Map<string, RecordingForm | null>;
  #imports: ImportIndex | undefined;
  readonly #importersOf = new Map<string, readonly SpelledImporter[]>();
  readonly #mayImport = new Map<string, boolean>();
  #ahead: ModelsAhead | undefined;

  constructor(
    readonly root: string,
    readonly listing: Listing,
    /** Whether code in documents is read too. */
    readonly docs = false,
    private readonly overlay: ReadonlyMap<string, string> = new Map(),
    before?: Repository,
  ) {
    this.#files = before ? before.#files : new Set(listing.files);
    this.#places = before ? before.#places : undefined;
    this.#sources = before ? before.#sources : new Map();
    this.#models = before ? new Map(before.#models) : new Map();
    this.#configs = before ? new Map(before.#configs) : new Map();
    this.#generated = before ? before.#generated : new Map();
    this.#attributed = before ? before.#attributed : undefined;
    this.#recordings = before ? before.#recordings : new Map();
    this.#imports = before ? before.#imports : undefined;
    if (before) this.seen = before.seen;
  }

  /** Told of every text that is read, before anything about it is said. */
  seen: (text: string, path: string) => void = () => {};

  /** As it would be with some files rewritten. */
  with(overlay: ReadonlyMap<string, string>): Repository {
    return new Repository(this.root, this.listing, this.docs, overlay, this);
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  named(name: string): readonly string[] {
    return this.#placed().named.get(name) ?? [];
  }

  inFolder(folder: string): readonly string[] {
    return this.#placed().folders.get(folder) ?? [];
  }

  ending(end: string): readonly string[] {
    return this.listing.files.filter((path) => path.endsWith(end));
  }

  #placed(): Places {
    this.#places ??= placesOf(this.listing.files);
    return this.#places;
  }

  isCatalogued(language: string, specifier: string): boolean {
    return ownSdksFor(language, specifier).some((sdk) => !sdk.commonName);
  }

  isSharedName(language: string, specifier: string): boolean {
    return ownSdksFor(language, specifier).some((sdk) => sdk.commonName);
  }

  hasName(language: string, specifier: string, name: string): boolean {
    return knownNames(language, specifier).has(name);
  }

  isCommon(language: string, specifier: string): boolean {
    return isNamedByFacts(language, specifier) || isHttpPackage(language, specifier);
  }

  read(path: string): string | undefined {
    if (this.has(path)) return this.source(path)?.text;
    return skippedByName(path) === 'lock-file' ? this.#lock(path) : undefined;
  }

  /** A lock file is not looked at for its own sake, but tells what is installed. */
  #lock(path: string): string | undefined {
    if (!this.#locks.has(path)) {
      const source = readSource(join(this.root, path));
      this.#locks.set(path, 'text' in source ? source.text : undefined);
    }
    return this.#locks.get(path);
  }

  /** What a file holds; undefined for what cannot be read as text, which is then listed in `skipped`. */
  source(path: string): Source | undefined {
    if (!this.#sources.has(path)) {
      const staged = this.listing.texts?.get(path);
      const source = staged ? decodeSource(staged, fileKind(path) === 'notebook') : readSource(join(this.root, path));
      if ('skipped' in source) {
        if (source.skipped !== 'binary')
          this.skipped.push({ file: path, reason: source.skipped, detail: source.detail });
        this.#sources.set(path, undefined);
      } else {
        this.seen(source.text, path);
        this.#sources.set(path, source);
      }
    }
    const source = this.#sources.get(path);
    const text = this.overlay.get(path);
    return source && text !== undefined ? new Source(text, source.text) : source;
  }

  manifest(path: string): string | undefined {
    return this.unreadText(path);
  }

  /**
   * The characters of a file that is no source, to look for keys in them: UTF-16 as it is meant, else each byte by itself.
   * Undefined for what is source, or binary, or larger than anybody looks through.
   */
  unreadText(path: string): string | undefined {
    if (!this.has(path) || this.source(path)) return undefined;
    const known = this.#unread.get(path);
    if (known !== undefined) return known;
    const text = charactersOf(this.listing.texts?.get(path) ?? bytesOf(join(this.root, path), MAX_UNREAD_SIZE));
    this.seen(text, path);
    this.#unread.set(path, text);
    return text;
  }

  frontEndFor(path: string): FrontEnd | undefined {
    const frontEnd = frontEndFor(path, this.docs);
    return frontEnd?.isGenerated && this.#isWritten(frontEnd, path) ? undefined : frontEnd;
  }

  /** Whether a program writes the source, by the sign that its language has for that: it is as a file that is not read. */
  #isWritten({ isGenerated }: FrontEnd, path: string): boolean {
    const known = this.#generated.get(path);
    if (known !== undefined) return known;
    const found = this.#isAttributed(path) || (isGenerated?.(this.read(path) ?? '') ?? false);
    this.#generated.set(path, found);
    return found;
  }

  mayBeInstalled({ distribution, versions }: Sdk, from: SourceModel): boolean {
    if (distribution === undefined || versions === undefined) return true;
    return this.#versionOf(distribution, from)?.admits(versions) ?? true;
  }

  isRequired(distribution: string, from: SourceModel): boolean {
    return this.#versionOf(distribution, from) !== undefined;
  }

  #versionOf(distribution: string, { path, installs }: SourceModel): VersionSet | undefined {
    const frontEnd = this.frontEndFor(path);
    // A notebook may install what it needs itself.
    const own = installs?.find(({ name }) => name === distribution);
    return own ? frontEnd?.versionSet?.(own.specifier) : frontEnd?.installedVersion?.(distribution, path, this);
  }

  /** Whether a program writes a file that is no source of the app: it is not rewritten. What source reads counts all the same. */
  isGenerated(path: string): boolean {
    if (isSource(path)) {
      const frontEnd = frontEndFor(path, this.docs);
      return frontEnd?.isGenerated !== undefined && this.#isWritten(frontEnd, path);
    }
    const known = this.#generated.get(path);
    if (known !== undefined) return known;
    const found = this.#isAttributed(path) || (!isTemplate(path) && saysGenerated(this.read(path) ?? ''));
    this.#generated.set(path, found);
    return found;
  }

  /** What git is told of files that programs write; a file that it says nothing of tells by itself. */
  #isAttributed(path: string): boolean {
    this.#attributed ??= this.#askForAttributes();
    return this.#attributed.has(path);
  }

  #askForAttributes(): Set<string> {
    const { files, isGit } = this.listing;
    const isTold = (path: string) => {
      const source = readSource(join(this.root, path));
      return 'skipped' in source || source.text.includes(GENERATED);
    };
    return isGit && this.named('.gitattributes').some(isTold) ? generatedByAttribute(this.root, files) : new Set();
  }

  /** The form of a file that holds answers which a test recorded; undefined for another file. */
  recordingForm(path: string): RecordingForm | undefined {
    if (fileKind(path) !== 'text') return undefined;
    const known = this.#recordings.get(path);
    if (known !== undefined) return known ?? undefined;
    const found = recordingForm(path, this.read(path) ?? '');
    this.#recordings.set(path, found ?? null);
    return found;
  }

  load(path: string): SourceModel | undefined {
    const frontEnd = this.frontEndFor(path);
    const source = frontEnd && this.has(path) ? this.source(path) : undefined;
    if (!frontEnd || !source) return undefined;
    const known = this.#models.get(path);
    if (known?.text === source.text) return known.model;
    const model = this.#parse(frontEnd, path, source.text);
    this.#models.set(path, { text: source.text, model });
    return model;
  }

  /** What a file of data gives to code that loads it. The same nodes each time. */
  data(path: string): SourceModel | undefined {
    const config = dataFrontEndFor(path) ? this.config(path) : undefined;
    if (!config) return undefined;
    const known = this.#data.get(config) ?? dataModel(config);
    this.#data.set(config, known);
    return known;
  }

  /** The front end that reads a file as configuration; undefined for programs, prose and data. */
  configFrontEndFor(path: string): ConfigFrontEnd | undefined {
    if (isSource(path) || isProse(path)) return undefined;
    const text = this.read(path);
    const isOther = isOwnConfig(path) || this.isGenerated(path) || this.recordingForm(path) !== undefined;
    return text === undefined || isOther ? undefined : configFrontEndFor(path, text);
  }

  /** The model of a file that configures; undefined for what is none, or does not parse. */
  config(path: string): ConfigModel | undefined {
    const read = this.#readConfig(path);
    return read && 'model' in read ? read.model : undefined;
  }

  /** Why a file that configures has no model; undefined for what is none. */
  configFailure(path: string): ConfigFailure['failure'] | undefined {
    const read = this.#readConfig(path);
    return read && 'failure' in read ? read.failure : undefined;
  }

  #readConfig(path: string): ConfigRead | undefined {
    const text = this.read(path);
    if (text === undefined) return undefined;
    const known = this.#configs.get(path);
    if (known?.text === text) return known.read;
    const read = this.configFrontEndFor(path) && readConfig(path, text);
    this.#configs.set(path, { text, read });
    return read;
  }

  /** While `body` runs, other threads parse the files, where that pays. `load` gives the same without. */
  async parsingAhead<T>(paths: readonly string[], body: () => Promise<T>): Promise<T> {
    this.#ahead = await parseAhead(paths, (path) => this.read(path));
    try {
      return await body();
    } finally {
      await this.#ahead?.stop();
      this.#ahead = undefined;
    }
  }

  /** Whether a new text of the file is valid in its language. */
  parses(path: string, text: string): boolean {
    try {
      return readWithinTime(text, () => this.frontEndFor(path)?.parse(path, text)) !== undefined;
    } catch {
      return false;
    }
  }

  #parse(frontEnd: FrontEnd, path: string, text: string): SourceModel | undefined {
    try {
      const ahead = this.#ahead?.take(path);
      return readWithinTime(text, () => frontEnd.parse(path, text, ahead));
    } catch (error) {
      // A parser, a walk over a very deep tree, or a fault of ours may fail on one file: the run goes on without it.
      this.skipped.push({ file: path, reason: 'parse-failed', detail: detailOf(text, failureOf(error)) });
      return undefined;
    }
  }

  spelledIn(path: string): readonly string[] | undefined {
    const frontEnd = this.frontEndFor(path);
    if (!frontEnd || !this.has(path)) return [];
    const text = this.overlay.get(path) ?? importingText(this.root, path);
    const specifiers: string[] = [];
    for (const { specifier } of frontEnd.spelledImports(text)) {
      if (specifier === undefined) return undefined;
      specifiers.push(specifier);
    }
    return specifiers;
  }

  holding(text: string, language: string): readonly string[] {
    return this.listing.files.filter((path) => {
      if (this.frontEndFor(path)?.language !== language) return false;
      return (this.overlay.get(path) ?? importingText(this.root, path)).includes(text);
    });
  }

  mayImport(language: string, pattern: string): boolean {
    // All files are not read for this alone, and of code in documents nothing is known.
    if (!this.#imports || this.docs) return true;
    const key = `${language}:${pattern}`;
    const known = this.#mayImport.get(key);
    if (known !== undefined) return known;
    const name = pattern.replace(/\/\*$/, '');
    // A specifier may as well be that of a package of the repository itself.
    const leadsThere = ({ path, specifier = '' }: IndexedImport) => {
      const target = packageOf(this.frontEndFor(path)?.resolveModule(path, specifier, this));
      return target !== undefined && covers(pattern, target.package);
    };
    const found = this.#imports.naming(language, name)?.some(leadsThere) ?? true;
    this.#mayImport.set(key, found);
    return found;
  }

  importersOf(path: string): readonly SpelledImporter[] {
    const known = this.#importersOf.get(path);
    if (known) return known;
    this.#imports ??= new ImportIndex(this);
    const frontEnd = this.frontEndFor(path);
    const spelled =
      frontEnd?.moduleNames(path, this.read(path)).flatMap((last) => this.#imports?.get(frontEnd, last) ?? []) ?? [];
    const leadsHere = ({ path: from, specifier }: IndexedImport) =>
      specifier === undefined || filesOf(frontEnd?.resolveModule(from, specifier, this)).includes(path);
    const found = spelled.filter(leadsHere);
    this.#importersOf.set(path, found);
    return found;
  }
}

/** The files by their names, and by the folders that they are in. */
interface Places {
  named: ReadonlyMap<string, string[]>;
  folders: ReadonlyMap<string, string[]>;
}

function placesOf(files: readonly string[]): Places {
  const named = new Map<string, string[]>();
  const folders = new Map<string, string[]>();
  for (const path of files) {
    const slash = path.lastIndexOf('/');
    push(named, path.slice(slash + 1), path);
    push(folders, path.slice(0, Math.max(0, slash)), path);
  }
  return { named, folders };
}

/** Beyond it a file holds data, and its parsers take seconds. */
export const MAX_CONFIG_LENGTH = 256 * 1024;

interface ConfigFailure {
  failure: 'too-large' | { detail: string };
}
type ConfigRead = ConfigFailure | { model: ConfigModel };

/** What a file is said to have on which a reader stumbles that takes it for valid. */
export const READER_FAULT = 'a fault of this tool, which should be reported';

function failureOf(error: unknown): { offset?: number | undefined; message: string } {
  if (error instanceof SyntaxFailure) return error;
  return { message: error instanceof RangeError ? 'nested too deeply' : `${READER_FAULT} (${error})` };
}

/** A file that does not parse, or is too large, is looked through line by line. */
function readConfig(path: string, text: string): ConfigRead | undefined {
  if (text.length > MAX_CONFIG_LENGTH) return { failure: 'too-large' };
  try {
    const read = () => parseConfig(path, text);
    const model = configFrontEndFor(path, text)?.mayGrow ? withinTime(read) : readWithinTime(text, read);
    return model && { model };
  } catch (error) {
    if (!(error instanceof SyntaxFailure)) throw error;
    return { failure: { detail: detailOf(text, error) } };
  }
}

/** Where a text does not parse, and why. */
function detailOf(text: string, { offset, message }: { offset?: number | undefined; message: string }): string {
  const where = offset === undefined ? '' : `line ${positionOf(text, offset).line}: `;
  // Some parsers quote what they stumble over, however long it is.
  return `${where}${message.split('\n', 1)[0]?.replace(/: ".*/s, '')}`;
}

function charactersOf(bytes: Buffer): string {
  const head = headOf(bytes);
  if (isUtf16(head)) return decodeUtf16(bytes);
  if (isBinary(head)) return '';
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}

const MAX_UNREAD_SIZE = 10 * 1024 * 1024;
