import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programOf } from '../../src/cli/options.js';
import { temporaryDirectory } from '../temporary.js';
import { typeInTerminal } from './in-terminal.js';
import { runCli } from './run-cli.js';

const TAB = '\t';
const program = programOf();
const flags = program.options.flatMap(({ short, long }) => [short, long]).filter((flag) => flag !== undefined);
const isThere = (shell: string) => spawnSync(shell, ['--version']).status === 0;

/** What is typed, and what the shell is to make of it when Tab is pressed where `TAB` stands. */
const TYPED: [typed: string, made: string][] = [
  [`--interac${TAB}`, '--interactive'],
  [`--env ke${TAB}`, '--env keep'],
  [`--env=ke${TAB}`, '--env=keep'],
  [`--fail-on warn${TAB} --che${TAB}`, '--fail-on warning --check'],
  [`--format sar${TAB}`, '--format sarif'],
  [`--baseline my${TAB}`, '--baseline my-file.json'],
  [`und${TAB} --forg${TAB}`, 'undo --forget'],
  [`--write und${TAB}`, '--write undo'],
  [`explain leaked${TAB}`, 'explain leaked-key'],
  [`completion fi${TAB}`, 'completion fish'],
  [`my${TAB}`, 'my-file.json'],
];

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])('has every option and command for %s', (shell) => {
    const { code, stdout } = runCli('.', ['completion', shell]);
    expect(code).toBe(0);
    for (const flag of flags)
      expect(stdout).toContain(shell === 'fish' ? ` ${flag.replace('--', '-l ').replace(/^-(?=\w$)/, '-s ')} ` : flag);
    for (const command of program.commands) expect(stdout).toContain(command.name());
  });

  it('refuses a shell that it does not know', () => {
    const { code, stderr } = runCli('.', ['completion', 'tcsh']);
    expect(code).toBe(2);
    expect(stderr).toContain('bash, zsh, fish');
  });
});

const SET_UP = `. ./script
migrate-to-holysheep() { echo "GOT $*"; }
PS1='[shell]? '
`;

/** How each shell is started, to say what became of a line. */
const SHELLS: Record<string, { command: string[]; files: Record<string, string> }> = {
  bash: { command: ['bash', '--noprofile', '--rcfile', 'rc', '-i'], files: { rc: SET_UP } },
  zsh: { command: ['zsh', '-d', '-i'], files: { '.zshrc': `autoload -U compinit; compinit -u -D\n${SET_UP}` } },
};

// A shell that is not installed is not asked; CI has bash.
describe.each(Object.keys(SHELLS).filter(isThere))('completion in a real %s', (shell) => {
  it('completes what is typed', () => {
    const { stdout } = runCli('.', ['completion', shell]);
    const { command = [], files } = SHELLS[shell] ?? {};
    const root = temporaryDirectory({ ...files, script: stdout, 'my-file.json': '' });
    const lines = TYPED.map(([typed]) => `migrate-to-holysheep ${typed}`);
    const { shown } = typeInTerminal(root, command, [...lines, 'exit'], { HOME: root, ZDOTDIR: root });
    const got = [...shown.matchAll(/^GOT (.*?) *$/gm)].map(([, line]) => line);
    expect(got, shown).toEqual(TYPED.map(([, made]) => made));
  });
});

describe.runIf(isThere('fish'))('completion in a real fish', () => {
  it('completes what is typed', () => {
    const { stdout } = runCli('.', ['completion', 'fish']);
    const root = temporaryDirectory({ script: stdout, 'my-file.json': '' });
    for (const [typed, made] of TYPED.filter(([line]) => line.split(TAB).length === 2 && !line.startsWith('--write'))) {
      const asked = `source ${join(root, 'script')}; complete -C 'migrate-to-holysheep ${typed.replace(TAB, '')}'`;
      const found = spawnSync('fish', ['--no-config', '-c', asked], {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, HOME: root },
      });
      const words = found.stdout.split('\n').map((line) => line.split('\t')[0]);
      expect(words, typed).toContain(made.split(' ').at(-1));
    }
  });
});
