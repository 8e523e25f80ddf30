import { spawnSync } from 'node:child_process';

/** What a process tells of itself at its end: its own resources, which a shared machine disturbs least. */
const TELL = `process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stderr.write('\\n' + JSON.stringify({ peak: maxRSS / 1024, cpu: (userCPUTime + systemCPUTime) / 1e6 }));
});`;

/** With a bundle of certificates in this variable, which some machines set for all, each start of Node takes up to 50 ms longer. */
const OTHERS = 'NODE_EXTRA_CA_CERTS';

const HOOK = `data:text/javascript,${encodeURIComponent(TELL)}`;

/** Runs a command to its end: the seconds that it took. */
export function timed(cwd, command, ...parameters) {
  const { [OTHERS]: _, ...env } = process.env;
  const started = performance.now();
  const { stderr, status } = spawnSync(command, parameters, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${command} ${parameters.join(' ')}: ${status}: ${stderr.slice(-300)}`);
  return { seconds: (performance.now() - started) / 1000, stderr };
}

/** As `timed`, for a program of Node's: with the seconds of processor time, and the peak of the resident memory in MB. */
export function timedNode(cwd, ...parameters) {
  const { seconds, stderr } = timed(cwd, process.execPath, '--import', HOOK, ...parameters);
  return { seconds, ...JSON.parse(stderr.slice(stderr.lastIndexOf('\n'))) };
}

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
