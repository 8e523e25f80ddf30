import fc from 'fast-check';

/** Names of variables, each once in a document. */
const NAMES = [
  'OPENAI_API_KEY',
  'OPENAI_MODEL',
  'OPENAI_BASE_URL',
  'A',
  'LONG_NAME_1',
  'lower_case',
  'Mixed_2',
  'X1',
  'Y',
  'ZED',
];
const VALUES = [
  'gpt-4o',
  'https://api.openai.com/v1',
  'YOUR_OPENAI_API_KEY',
  'a b',
  "it's",
  'say "hi"',
  'a#b',
  'a=b',
  'c:d',
  'true',
  '12',
  '🐑',
  'x,y',
  'a;b',
];

type Lines = readonly string[];
type Item = readonly [name: string, value: string];

const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...VALUES) },
  fc.stringMatching(/^[a-zé][a-z0-9 ./#:=_-]{0,10}[a-z0-9]$/),
);
const items = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), value), { minLength: 1, maxLength: 6, selector: ([name]) => name })
  .map((all) => all as Item[]);
const remark = fc.constantFrom('remark', 'OPENAI_MODEL=gpt-4o', 'it\'s "quoted', '🐑 {{ }} $X', '');

/** A text with the line ends, the mark at its start and the end that a file may have. */
function document(lines: fc.Arbitrary<Lines>): fc.Arbitrary<string> {
  return fc
    .tuple(lines, fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\n', '\n\n'), fc.constantFrom('', '', '\uFEFF'))
    .map(([all, eol, last, mark]) => mark + all.join('\n').concat(last).replaceAll('\n', eol));
}

/** Items, each written in one of the ways, with remarks and blank lines between. */
function written(ways: readonly ((item: Item) => string | undefined)[], sign = '#'): fc.Arbitrary<string[]> {
  return fc
    .tuple(
      items,
      fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
      fc.array(fc.option(remark), { minLength: 6, maxLength: 6 }),
    )
    .map(([all, picks, remarks]) =>
      all.flatMap((item, index) => {
        const usable = ways.map((way) => way(item)).filter((line) => line !== undefined);
        const line = usable[(picks[index] ?? 0) % Math.max(1, usable.length)];
        const before = remarks[index];
        return [
          ...(before === null || before === undefined ? [] : [before === '' ? '' : `${sign} ${before}`]),
          ...(line === undefined ? [] : [line]),
        ];
      }),
    );
}

const isWord = (text: string) => /^[\w./:@-]+$/.test(text);
const indented = (lines: Lines, by: string) =>
  lines.map((line) =>
    line
      .split('\n')
      .map((one) => (one === '' ? '' : by + one))
      .join('\n'),
  );
const json = (text: string) => JSON.stringify(text);
/** What a YAML reader takes for the same text without quotes. */
const isPlainYaml = (text: string) =>
  /^[A-Za-zé🐑](?:[\w ./é🐑-]|:(?=[/\w])|#(?<=\S#))*$/u.test(text) &&
  !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text) &&
  !text.endsWith(' ');

const yamlMap = written([
  ([name, text]) => (isPlainYaml(text) ? `${name}: ${text}` : undefined),
  ([name, text]) => `${name}: ${json(text)}`,
  ([name, text]) => `${name}:   '${text.replaceAll("'", "''")}' # remark`,
  ([name, text]) => `"${name}": ${json(text)}`,
  ([name, text]) => `${name}: |-\n  ${text}`,
  ([name, text]) => `${name}: |\n  ${text}\n`,
  ([name, text]) => `${name}: >-\n  ${text}`,
  ([name, text]) => `${name}:\n  ${json(text)}`,
]);
const yamlFlow = items.map((all) => `{ ${all.map(([name, text]) => `${name}: ${json(text)}`).join(', ')} }`);
const yamlList = written([
  ([name, text]) => (isPlainYaml(`a${text}`) ? `- ${name}=${text}` : undefined),
  ([name, text]) => (/["\\]/.test(text) ? undefined : `- "${name}=${text}" # remark`),
  ([name, text]) => (text.includes("'") ? undefined : `- '${name}=${text}'`),
]);
const yaml = document(
  fc
    .tuple(
      yamlMap,
      yamlFlow,
      yamlList,
      value,
      fc.constantFrom('  ', '    '),
      fc.boolean(),
      fc.constantFrom<Lines>([], ['---']),
    )
    .map(([map, flow, list, shared, step, hasAnchor, head]) => [
      ...head,
      ...(hasAnchor ? [`x-model: &model ${json(shared)}`, 'x-env: &env', `${step}SHARED: ${json(shared)}`] : []),
      'services:',
      `${step}web:`,
      `${step}${step}environment:`,
      ...indented([...(hasAnchor ? ['<<: *env', 'ALIAS: *model'] : []), ...map], step.repeat(3)),
      `${step}flow: { image: x, environment: ${flow} }`,
      `${step}list:`,
      `${step}${step}environment: # remark`,
      ...indented(list, step.repeat(3)),
    ]),
);

const jsonLines = fc
  .tuple(items, items, fc.constantFrom('  ', '\t'), fc.boolean(), fc.boolean())
  .map(([map, other, step, hasRemarks, hasComma]) => [
    '{',
    ...(hasRemarks ? [`${step}// OPENAI_MODEL: gpt-4o`] : []),
    `${step}"containerEnv": {`,
    ...map.map(([name, text], index) => {
      const isLast = index === map.length - 1;
      return `${step}${step}${json(name)}: ${json(text)}${isLast && !hasComma ? '' : ','}${hasRemarks ? ' // remark' : ''}`;
    }),
    `${step}},`,
    `${step}"remoteEnv": {${hasRemarks ? ' /* one */ ' : ''}${other.map(([name, text]) => `${json(name)}:${json(text)}`).join(', ')}}, "n": 1.5, "t": true, "z": null`,
    '}',
  ]);

const tomlMap = written([
  ([name, text]) => `${name} = ${json(text)}`,
  ([name, text]) => `"${name}"=${json(text)} # remark`,
  ([name, text]) => (text.includes("'") ? undefined : `${name} = '${text}'`),
  ([name, text]) => (/"/.test(text) ? undefined : `${name} = """\n${text}"""`),
  ([name, text]) => (text.includes("'") ? undefined : `${name} = '''${text}'''`),
]);
const toml = document(
  fc
    .tuple(tomlMap, tomlMap, items)
    .map(([first, second, flow]) => [
      '# remark',
      'name = "app"',
      'list = [1, "a", ]',
      '',
      '[vars]',
      ...first,
      '[env.production]',
      `vars = { ${flow.map(([name, text]) => `${name} = ${json(text)}`).join(', ')} }`,
      '[env."b.c".vars]',
      ...indented(second, '  '),
      '[[rules]]',
      'glob = "*"',
    ]),
);

const hclText = (text: string) => json(text).replaceAll('${', '$${').replaceAll('%{', '%%{');
const hclMap = written([
  ([name, text]) => `${name} = ${hclText(text)}`,
  ([name, text]) => `"${name}"   = ${hclText(text)}, # remark`,
  ([name, text]) => `${name} = ${hclText(text)} // remark`,
  ([name, text]) => `${name}: ${hclText(text)}`,
  ([name]) => `${name} = "\${var.prefix}-x"`,
  ([name]) => `${name} = var.value`,
  ([name, text]) => `${name} = join(",", [${hclText(text)}, "b"])`,
]);
const hcl = document(
  fc
    .tuple(hclMap, items, value)
    .map(([map, blocks, text]) => [
      'variable "model" {',
      `  default = ${hclText(text)} # remark`,
      '}',
      'resource "x" "y" {',
      '  /* a remark { */',
      '  note = <<-EOT',
      '    OPENAI_MODEL = "gpt-4o" {',
      '  EOT',
      '  environment {',
      '    variables = {',
      ...indented(map, '      '),
      '    }',
      '  }',
      ...blocks.flatMap(([name, one]) => ['  env {', `    name  = "${name}"`, `    value = ${hclText(one)}`, '  }']),
      '}',
    ]),
);

const escaped = (text: string) => text.replace(/[\\:=#! ]/g, '\\$&');
const properties = document(
  written([
    ([name, text]) => `app.${name}=${text}`,
    ([name, text]) => `app.${name} : ${text}`,
    ([name, text]) => `  app.${name}\t${text}`,
    ([name, text]) => `a\\ ${name} = ${escaped(text)}`,
    ([name, text]) => `app.${name} = one \\\n    ${text}`,
    ([name]) => `app.${name}=\\u00e9`,
    ([name]) => `app.${name}=\${OTHER:none}`,
  ]),
);

const isIni = (text: string) => !/[#;"']/.test(text);
const ini = document(
  fc
    .tuple(
      written([
        ([name, text]) => (isIni(text) ? `${name}=${text}` : undefined),
        ([name, text]) => (isIni(text) ? `${name} = ${text}` : undefined),
        ([name, text]) => (isIni(text) ? `${name} = "${text}"` : undefined),
      ]),
      written([([name, text]) => (isIni(text) ? `${name}  =  ${text}` : undefined)], ';'),
    )
    .map(([first, second]) => ['[llm]', ...first, '', '[other part]', ...second]),
);

const systemd = document(
  written([
    ([name, text]) => (isWord(text) ? `Environment=${name}=${text}` : undefined),
    ([name, text]) => (/["\\]/.test(text) ? undefined : `Environment="${name}=${text}"`),
    ([name, text]) => (/["\\]/.test(text) ? undefined : `Environment="${name}=${text}" SECOND=x`),
    ([name, text]) => (/['\\]/.test(text) ? undefined : `Environment='${name}=${text}'`),
    ([name]) => `PassEnvironment=${name}`,
  ]).map((lines) => ['[Unit]', 'Description=a', '[Service]', ...lines, 'ExecStart=/bin/app --model gpt-4o']),
);

const dotenv = document(
  written([
    ([name, text]) => (/["'#`]|^\s|\s$/.test(text) ? undefined : `${name}=${text}`),
    ([name, text]) => (/["'#`]|^\s|\s$/.test(text) ? undefined : `export ${name}=${text}`),
    ([name, text]) => (/["'#`]|^\s|\s$/.test(text) ? undefined : `${name}=${text} # remark`),
    ([name, text]) => (text.includes('"') ? undefined : `${name}="${text}"`),
    ([name, text]) => (text.includes("'") ? undefined : `${name}='${text}'`),
    ([name, text]) => (text.includes('`') ? undefined : `${name}=\`${text}\``),
    ([name]) => `${name}="one\ntwo"`,
    ([name]) => `${name}=`,
  ]),
);

const shellQuoted = (text: string) => text.replace(/["\\`$]/g, '\\$&');
const shellWays = [
  ([name, text]: Item) => (isWord(text) ? `export ${name}=${text}` : undefined),
  ([name, text]: Item) => `export ${name}="${shellQuoted(text)}"`,
  ([name, text]: Item) => (text.includes("'") ? undefined : `${name}='${text}' # remark`),
  ([name, text]: Item) => `declare -x ${name}="${shellQuoted(text)}"`,
  ([name, text]: Item) => `${name}="\${UNSET:-${isWord(text) ? text : 'x'}}"; export ${name}`,
  ([name, text]: Item) => `export FIRST_${name}=x ${name}="${shellQuoted(text)}" LAST_${name}=y`,
  ([name, text]: Item) => `${name}="${shellQuoted(text)}" \\\n  OTHER=x :`,
];
const shell = document(
  fc
    .tuple(
      written(shellWays),
      written(
        shellWays.map(
          (way) =>
            ([name, text]: Item) =>
              way([`${name}_2`, text]),
        ),
      ),
    )
    .map(([first, second]) => [
      '#!/usr/bin/env bash',
      ...first,
      'if [ -n "$A" ]; then : \'x\' "$(: OPENAI_MODEL=gpt-4o)"; fi',
      ": <<'EOF'",
      'OPENAI_MODEL=gpt-4o "',
      'EOF',
      'set_all() {',
      ...second.map((line) => `  ${line}`),
      '}',
      'set_all',
    ]),
);

const dockerfile = document(
  fc
    .tuple(
      written([
        ([name, text]) => (isWord(text) ? `ENV ${name}=${text}` : undefined),
        ([name, text]) => `ENV ${name}="${text.replace(/["\\]/g, '\\$&')}"`,
        ([name, text]) => (/['\\]/.test(text) ? undefined : `ENV ${name}='${text}'`),
        ([name, text]) => (isWord(text) ? `ENV ${name} ${text}` : undefined),
        ([name, text]) => (isWord(text) ? `ARG ${name}=${text}` : undefined),
        ([name, text]) => (isWord(text) ? `ENV FIRST=x \\\n    # remark\n    ${name}=${text} LAST="y z"` : undefined),
        ([name]) => `ENV ${name}=\${OTHER:-x}`,
      ]),
      fc.boolean(),
    )
    .map(([lines, hasDocument]) => [
      'FROM node:22 AS build',
      ...lines,
      'COPY . .',
      ...(hasDocument
        ? ['RUN <<EOF', 'export OPENAI_MODEL=gpt-4o', 'EOF']
        : ['RUN OPENAI_MODEL=gpt-4o npm ci && \\', '    npm test']),
      'CMD ["node", "a.js"]',
    ]),
);

const isMake = (text: string) => !/[#\\$]|^\s|\s$/.test(text);
const makefile = document(
  written([
    ([name, text]) => (isMake(text) ? `export ${name} = ${text}` : undefined),
    ([name, text]) => (isMake(text) ? `export ${name}:=${text} # remark` : undefined),
    ([name, text]) => (isMake(text) ? `${name} ?= ${text}\nexport ${name}` : undefined),
    ([name, text]) => (isMake(text) ? `run: export ${name} = ${text}` : undefined),
  ]).map((lines) => ['# remark', ...lines, 'run:', "\tOPENAI_MODEL=gpt-4o node a.js 'x'", '\t@echo "$(A)" $$HOME']),
);

const justfile = document(
  written([
    ([name, text]) => (text.includes("'") ? undefined : `export ${name} := '${text}'`),
    ([name, text]) => (/["\\]/.test(text) ? undefined : `export ${name} := "${text}" # remark`),
    ([name, text]) => (/["\\]/.test(text) ? undefined : `${name} := "${text}"`),
    ([name, text]) => (text.includes("'") ? undefined : `${name} := env_var_or_default('${name}', '${text}')`),
  ]).map((lines) => [
    'set dotenv-load',
    ...lines,
    'run model="gpt-4o":',
    '    OPENAI_MODEL=gpt-4o node a.js {{ model }}',
  ]),
);

const procfile = document(
  written([
    ([name, text]) => (isWord(text) ? `web${name}: ${name}=${text} node a.js` : undefined),
    ([name, text]) => `worker${name}: A=b ${name}="${shellQuoted(text)}" node b.js --model gpt-4o`,
    ([name, text]) => (text.includes("'") ? undefined : `job${name}: env ${name}='${text}' node c.js`),
  ]),
);

const nginx = document(
  written([
    ([name, text]) => (isWord(text) ? `    proxy_set_header ${name} ${text};` : undefined),
    ([name, text]) => (/["\\$]/.test(text) ? undefined : `    set $${name} "${text}"; # remark`),
    ([name, text]) => (/['\\$]/.test(text) ? undefined : `    set $${name} '${text}';`),
    ([name]) => `    proxy_set_header ${name} "Bearer \${${name}}";`,
    () => '    proxy_pass https://api.openai.com/v1;',
  ]).map((lines) => [
    'env OPENAI_API_KEY;',
    'env OPENAI_MODEL=gpt-4o;',
    'http {',
    '  server {',
    ...lines,
    '    location ~ "^/a{2}" { return 200 "ok;"; }',
    '  }',
    '}',
  ]),
);

const groovyPlain = (text: string) => !/['"\\$]/.test(text);
const groovy = document(
  fc
    .tuple(
      written(
        [
          ([name, text]) => (groovyPlain(text) ? `${name} = '${text}'` : undefined),
          ([name, text]) => (groovyPlain(text) ? `${name} = "${text}" // remark` : undefined),
          ([name]) => `${name} = credentials('openai-key')`,
          ([name]) => `${name} = "\${env.OTHER}"`,
        ],
        '//',
      ),
      items,
    )
    .map(([lines, list]) => [
      'pipeline {',
      '  /* environment { A = "b" } */',
      '  environment {',
      ...indented(lines, '    '),
      '  }',
      `  stages { stage('x') { steps { withEnv([${list
        .filter(([, text]) => groovyPlain(text))
        .map(([name, text]) => `'${name}=${text}'`)
        .join(', ')}]) {`,
      "    sh 'OPENAI_MODEL=gpt-4o npm test'",
      '  } } } }',
      '}',
    ]),
);

/** Documents of each format by a path that tells it, with what makes an exact edit hard at places that chance picks. */
export const RANDOM_DOCUMENTS: readonly { format: string; path: string; document: fc.Arbitrary<string> }[] = [
  { format: 'yaml', path: 'docker-compose.yml', document: yaml },
  { format: 'json', path: '.devcontainer/devcontainer.json', document: document(jsonLines) },
  { format: 'toml', path: 'wrangler.toml', document: toml },
  { format: 'hcl', path: 'main.tf', document: hcl },
  { format: 'properties', path: 'application.properties', document: properties },
  { format: 'ini', path: 'settings.ini', document: ini },
  { format: 'ini', path: 'app.service', document: systemd },
  { format: 'dotenv', path: '.env', document: dotenv },
  { format: 'shell', path: 'run.sh', document: shell },
  { format: 'dockerfile', path: 'Dockerfile', document: dockerfile },
  { format: 'makefile', path: 'Makefile', document: makefile },
  { format: 'justfile', path: 'justfile', document: justfile },
  { format: 'procfile', path: 'Procfile', document: procfile },
  { format: 'nginx', path: 'nginx.conf', document: nginx },
  { format: 'groovy', path: 'Jenkinsfile', document: groovy },
];
