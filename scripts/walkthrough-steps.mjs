/**
 * The steps of docs/walkthrough.md for a story (see walkthrough.json): sentences as they are, and commands. A command is run in the copy by
 * `sh`; `code` is the exit code that it has to have, `says` what it has to print, `head` and `tail` how many lines of that are kept. `file`
 * is written before it, `beside` is a server that runs meanwhile, at the port that stands for PORT. `byHand` are edits of one file.
 */
export function walkthroughSteps({ repository, commit, licence, tests, entry, model, user, install }) {
  const folder = repository.split('/').at(-1);
  const tool = 'migrate-to-holysheep';
  return [
    '# Walkthrough',
    `A migration of [${repository}](https://github.com/${repository})${commit ? ` at \`${commit.slice(0, 12)}\`` : ''} (${licence} licence), from the first look to the way back. None of us wrote that
repository. Every command below was run, and what stands under it is what it printed, but for paths, times and lines that are left
out. \`${tool}\` is what \`npx ${tool}\` runs. Servers listen on this machine only; no request reached OpenAI or a gateway.`,
    `To run it again, which writes this page anew and fails where a command ends otherwise than here:`,
    [
      '```sh',
      `git clone https://github.com/${repository} ../${folder}`,
      `npm run walkthrough -- ../${folder}`,
      '```',
    ].join('\n'),
    `The packages that the repository needs come from their registry: ${install.map((command) => `\`${command}\``).join(', ')}.`,

    '## 1. Look',
    'Nothing is written yet.',
    { command: `${tool} .`, says: ['Next: run again with --write'] },

    '## 2. Write',
    'The same, and the files are changed. `--quiet` leaves out the diff.',
    { command: `${tool} --write --quiet`, says: ['written to'], head: 12, tail: 3 },
    { command: 'git status --short' },

    '## 3. Verify',
    'The repository’s own tests still pass. They answer in OpenAI’s place themselves, so `verify` has no request to show, and says so.',
    { command: `${tool} verify -- ${tests}`, says: ['ended with 0. It sent nothing'] },
    'So one of its programs is run. It is not changed, and needs no account: what it sends to either host is led to a stand-in.',
    {
      command: `${tool} verify -- ${entry}`,
      says: ['https://api.holysheep.ai/v1/chat/completions', 'all as they should be'],
    },
    'The stand-in alone, to develop against. `verify` asks it as it would ask the gateway, with the kinds of requests that the repository makes.',
    {
      beside: `${tool} mock --port PORT`,
      command: `HOLYSHEEP_BASE_URL=http://127.0.0.1:PORT/v1 HOLYSHEEP_API_KEY=only-for-the-stand-in ${tool} verify --smoke`,
      says: ['ok    models'],
    },
    'That was the rewrite. It is taken back here, since the next questions are asked before it.',
    { command: `${tool} undo` },
    { command: 'git status --short' },

    '## 4. Cost',
    'Prices, limits and dates of the models that the code asks for. Without usage there is no bill.',
    { command: `${tool} cost`, says: ['no saving is claimed'] },
    'With usage there is one. **This export is made up**: nobody’s usage. It has the columns of OpenAI’s.',
    {
      file: { name: 'usage.csv', text: usageOf(model) },
      command: `cat usage.csv && ${tool} cost --usage usage.csv | sed -n '/^What/,$p' && rm usage.csv`,
      says: ['made-up', 'before'],
    },

    '## 5. Evaluate',
    'The prompts that were found, beside both models. promptfoo would ask them, with your keys; here only its configuration is made.',
    { command: `${tool} evaluate` },
    { command: `${tool} evaluate --all --output promptfooconfig.yaml`, says: ['promptfoo'] },
    { command: 'cat promptfooconfig.yaml && rm promptfooconfig.yaml', head: 12, tail: 16 },

    '## 6. Canary',
    'Before all users move, a few. The diff of the calls, and the module that is made:',
    { command: `${tool} canary`, says: ['client'], head: 30, tail: 18 },
    'It is tried on a branch.',
    { command: `git switch -q -c canary && ${tool} canary --write`, says: ['USER_REQUIRED'] },
    'Who a call is for is not guessed. It is put in by hand, from what this app knows of its users:',
    { byHand: user },
    'With nothing set, everybody is still answered by OpenAI, by the client that was there before. `verify` holds what it sees against the whole migration, so it says that this has not moved, and ends with 1: here that is what was wanted.',
    { command: `${tool} verify -- ${entry}`, code: 1, says: ['https://api.openai.com/v1/chat/completions'] },
    'With a fraction of 1 all are answered by the gateway. The code is the same.',
    {
      command: `HOLYSHEEP_CANARY_FRACTION=1 ${tool} verify -- ${entry}`,
      says: ['https://api.holysheep.ai/v1/chat/completions', 'all as they should be'],
    },
    'The switch brings them all back.',
    {
      command: `HOLYSHEEP_CANARY_FRACTION=1 HOLYSHEEP_CANARY_OFF=1 ${tool} verify -- ${entry}`,
      code: 1,
      says: ['https://api.openai.com/v1/chat/completions'],
    },
    'Whoever keeps a canary for a while commits the branch. This one is left.',
    { command: "git add -A && git commit -q -m 'Canary' && git switch -q main && git status --short" },

    '## 7. Limits',
    'The migration again, for all users, and committed. Then a rate for the clients that have moved.',
    { command: `${tool} --write --quiet && git commit -q -a -m 'Move to HolySheep AI'`, head: 1 },
    { command: `${tool} limits --per-second 5`, says: ['imited'], head: 30, tail: 12 },
    { command: `${tool} limits --per-second 5 --write` },
    { command: 'git status --short' },
    'The same program, with that rate and the library that it names:',
    {
      command: `${tool} verify -- ${entry}`,
      says: ['https://api.holysheep.ai/v1/chat/completions', 'all as they should be'],
    },
    'This is taken back as well.',
    { command: `${tool} undo` },

    '## 8. Switch, and go back',
    'To another model that the gateway serves: only the ids change.',
    { command: `${tool} --from holysheep --model gpt-4.1`, says: ['gpt-4.1'] },
    `Back to OpenAI. Each \`--write\` keeps the old texts on this machine, so that the models that had been asked come back, too, though the change is committed by now.`,
    { command: `${tool} --to openai --write --quiet`, says: ['again as it was'] },
    'Byte for byte:',
    { command: "git diff --exit-code HEAD~1 && echo 'No difference from before the migration.'" },
    '`undo` takes back that, too, and `undo --list` has what was written and when.',
    { command: `${tool} undo` },
    { command: `${tool} undo --list` },
    'The migration’s commit is dropped, and the tree is what it was. The script compares it with the clone, file by file, before it writes this page.',
    { command: 'git reset -q --hard HEAD~1 && git status --short && git rev-parse HEAD' },
  ];
}

/** An export with the columns of OpenAI's usage dashboard: 30 days of 2026-10, in which nothing is anybody's. */
function usageOf(model) {
  const day = 86_400;
  const first = Date.UTC(2026, 9, 1) / 1000;
  const row = (index, input, output, cached) =>
    [first + index * day, first + (index + 1) * day, 'made-up', model, input, output, cached].join(',');
  return [
    'start_time,end_time,project_id,model,input_tokens,output_tokens,input_cached_tokens',
    row(0, 4_000_000, 900_000, 1_000_000),
    row(14, 2_500_000, 600_000, 500_000),
    row(29, 1_000_000, 250_000, 0),
    '',
  ].join('\n');
}
