// Loaded into a process with `node --import`. Counts the calls of `node:fs` that change something, and at the calls that
// FAULTS names does what a machine may do: end the process, lose power, fail. The program itself is not changed.
//   FAULTS='[{"at": 17, "do": "kill"}]'
//   at     the number of the call, or a pattern for its name and path; the first that fits
//   kill   SIGKILL before the call        torn   the same, in the middle of a write
//   power  SIGKILL, and what was not synced is lost: ends of files, new names, renames, removals
//   wait   until the file `until` is there; makes the file `reached` first
//   else   the call fails with this code of the system; with `"always": true` all later ones of that name, too
// The calls go to the file FAULTS_LOG, one a line.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join, resolve } from 'node:path';

const faults = JSON.parse(process.env.FAULTS ?? '[]');
const log = process.env.FAULTS_LOG;
const real = { ...fs };
let count = 0;

/** Open descriptor → path. */
const paths = new Map();
/** Path → how much of it would be there after a power cut. */
const synced = new Map();
/** How to lose what a directory has not been synced for: [directory, act]. */
const unsynced = [];

/** Node's own `writeFileSync` would come back here. */
function writeFile(path, data, flags = 'w', mode = 0o600) {
  const descriptor = real.openSync(path, flags, mode);
  real.writeSync(descriptor, data);
  real.closeSync(descriptor);
}

/** Node's own `rmSync` would, too. */
function remove(path) {
  const stats = real.lstatSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats && real.unlinkSync(path);
  for (const name of real.readdirSync(path)) remove(join(path, name));
  real.rmdirSync(path);
}

function end() {
  process.kill(process.pid, 'SIGKILL');
}

function losePower() {
  for (const [path, size] of synced) if (real.existsSync(path)) real.truncateSync(path, size);
  for (const [, lose] of unsynced.reverse()) lose();
  end();
}

const sleep = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);

function fail(name, code) {
  throw Object.assign(new Error(`${code}: injected, ${name}`), { code });
}

const failing = new Map();

/** Before a call that changes something. `tear` does a part of it. */
function step(name, path, tear) {
  count++;
  if (log) writeFile(log, `${count} ${name} ${path}\n`, 'a');
  if (failing.has(name)) fail(name, failing.get(name));
  for (const fault of faults) {
    const isMeant = typeof fault.at === 'number' ? fault.at === count : new RegExp(fault.at).test(`${name} ${path}`);
    if (!isMeant || fault.done) continue;
    fault.done = true;
    if (fault.do === 'torn') tear?.();
    if (fault.do === 'kill' || fault.do === 'torn') end();
    else if (fault.do === 'power') losePower();
    else if (fault.do === 'wait') {
      writeFile(fault.reached, '');
      while (!real.existsSync(fault.until)) sleep();
    } else {
      if (fault.always) failing.set(name, fault.do);
      fail(name, fault.do);
    }
  }
}

function sizeOf(path) {
  return real.statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** What brings a name back as it is now. */
function keeping(path) {
  const stats = real.lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return () => remove(path);
  if (stats.isDirectory()) return () => real.mkdirSync(path, { recursive: true });
  const bytes = real.readFileSync(path);
  return () => writeFile(path, bytes, 'w', stats.mode);
}

function changesName(path, act) {
  const lose = keeping(path);
  const result = act();
  unsynced.push([dirname(resolve(path)), lose]);
  return result;
}

fs.openSync = (path, flags, mode) => {
  if (flags === 'r' || typeof flags === 'number') {
    const descriptor = real.openSync(path, flags, mode);
    paths.set(descriptor, path);
    return descriptor;
  }
  step('open', path);
  const isNew = !real.existsSync(path);
  const open = () => real.openSync(path, flags, mode);
  const descriptor = isNew ? changesName(path, open) : open();
  paths.set(descriptor, path);
  synced.set(path, sizeOf(path));
  return descriptor;
};
fs.writeSync = (descriptor, bytes, offset = 0, length = bytes.length - offset, ...rest) => {
  const tear = () => real.writeSync(descriptor, bytes, offset, length >> 1);
  step('write', paths.get(descriptor), tear);
  return real.writeSync(descriptor, bytes, offset, length, ...rest);
};
fs.fsyncSync = (descriptor) => {
  const path = paths.get(descriptor);
  step('fsync', path);
  real.fsyncSync(descriptor);
  if (synced.has(path)) synced.set(path, sizeOf(path));
  else {
    const kept = unsynced.filter(([directory]) => directory !== path);
    unsynced.splice(0, unsynced.length, ...kept);
  }
};
for (const name of ['fchmodSync', 'fchownSync'])
  fs[name] = (descriptor, ...rest) => {
    step(name, paths.get(descriptor));
    return real[name](descriptor, ...rest);
  };
fs.renameSync = (from, to) => {
  step('rename', to);
  changesName(from, () => changesName(to, () => real.renameSync(from, to)));
  synced.set(to, synced.get(from) ?? sizeOf(to));
  synced.delete(from);
};
fs.linkSync = (from, to) => {
  step('link', to);
  changesName(to, () => real.linkSync(from, to));
};
fs.unlinkSync = (path) => {
  if (!real.existsSync(path)) return real.unlinkSync(path);
  step('unlink', path);
  changesName(path, () => real.unlinkSync(path));
  synced.delete(path);
};
fs.rmdirSync = (path) => {
  step('rmdir', path);
  changesName(path, () => real.rmdirSync(path));
};
fs.mkdirSync = (path, options) => {
  step('mkdir', path);
  // All that was made goes with the first that was.
  let first = resolve(path);
  while (!real.existsSync(dirname(first))) first = dirname(first);
  return changesName(first, () => real.mkdirSync(path, options));
};
syncBuiltinESMExports();
