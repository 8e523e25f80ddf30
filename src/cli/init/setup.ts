import { applyEdits, type JSONPath, modify, parse } from 'jsonc-parser';
import { differing } from '../../edit/differing.js';
import type { TextEdit } from '../../edit/order-edits.js';
import { eolOf } from '../../languages/style.js';
import { VERSION } from '../../version.js';
import { addToYaml } from './add-to-yaml.js';
import type { SetupId } from './setup-files.js';

/** What is chosen once for a project. */
export interface Choices {
  model: string;
  env: 'rename' | 'keep';
  docs: boolean;
}

/** What one of `SETUP_FILES` holds. */
export interface Setup {
  /** The whole file, where there is none yet. */
  fresh(choices: Choices): string;
  /** What to change in the file that is there. Undefined where that is not known to be right. */
  edit(text: string, choices: Choices): readonly TextEdit[] | undefined;
}

const NAME = 'migrate-to-holysheep';
const PINNED = `${NAME}@${VERSION}`;

const WORKFLOW = `name: ${NAME}
on: [push, pull_request]
permissions: { contents: read }
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22 }
      - run: npx --yes ${PINNED} --check .
`;

const GITLAB_JOB = `${NAME}:
  image: node:22
  script:
    - npx --yes ${PINNED} --check --format gitlab=gl-code-quality-report.json
  artifacts:
    when: always
    reports: { codequality: gl-code-quality-report.json }
`;

const PRE_COMMIT_REPO = `- repo: local
  hooks:
    - id: ${NAME}
      name: ${NAME}
      entry: ${NAME} --check --
      language: node
      types: [text]
      require_serial: true
      additional_dependencies: ['${PINNED}']
`;

const LEFTHOOK_JOB = `- run: npx --no-install ${NAME} --check -- {staged_files}
`;

const HUSKY_LINE = `npx --no-install ${NAME} --check --staged
`;

/** The texts are those of docs/ci.md and docs/hooks.md. */
export const SETUPS: Readonly<Record<SetupId, Setup>> = {
  config: {
    fresh: (choices) => `${JSON.stringify({ $schema: SCHEMA, ...choices }, null, 2)}\n`,
    edit: (text, choices) =>
      inJson(
        text,
        Object.entries(choices).map(([key, value]) => [[key], value]),
      ),
  },
  github: {
    fresh: () => WORKFLOW,
    edit: () => undefined,
  },
  gitlab: {
    fresh: () => GITLAB_JOB,
    edit: (text) => addToYaml(text, [], GITLAB_JOB),
  },
  'pre-commit': {
    fresh: () => `repos:\n${indented(PRE_COMMIT_REPO)}`,
    edit: (text) => addToYaml(text, ['repos'], PRE_COMMIT_REPO),
  },
  husky: {
    fresh: () => HUSKY_LINE,
    edit: (text) => [atEnd(text, HUSKY_LINE)],
  },
  lefthook: {
    fresh: () => `pre-commit:\n  jobs:\n${indented(indented(LEFTHOOK_JOB))}`,
    edit: (text) => addToYaml(text, ['pre-commit', 'jobs'], LEFTHOOK_JOB),
  },
  'lint-staged': {
    fresh: () => `${JSON.stringify({ private: true, 'lint-staged': LINT_STAGED }, null, 2)}\n`,
    edit: (text) => {
      const other = parse(text)?.['lint-staged'];
      const isFree = other === undefined || (typeof other === 'object' && !('*' in other));
      return isFree ? inJson(text, [[['lint-staged', '*'], LINT_STAGED['*']]]) : undefined;
    },
  },
};

const SCHEMA = `https://unpkg.com/${NAME}/schema/config.schema.json`;
const LINT_STAGED = { '*': `${NAME} --check --` };

/** Members of a JSON file set, comments and all else kept. */
function inJson(text: string, members: readonly (readonly [JSONPath, unknown])[]): TextEdit[] | undefined {
  const eol = eolOf(text, 0);
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const formattingOptions = { tabSize: indent.length, insertSpaces: !indent.startsWith('\t'), eol };
  let after = text;
  for (const [path, value] of members) after = applyEdits(after, modify(after, path, value, { formattingOptions }));
  return [differing(text, after)];
}

function atEnd(text: string, line: string): TextEdit {
  const isOpen = text !== '' && !text.endsWith('\n');
  return { start: text.length, end: text.length, text: (isOpen ? '\n' : '') + line };
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
