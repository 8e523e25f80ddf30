import { describe, expect, it } from 'vitest';
import { maskMagics } from '../../src/languages/notebook/mask-magics.js';

/** Trailing blanks are cut, for the eye; that nothing moves is checked here. */
function mask(...cells: string[]): string {
  const { source, masked } = read(...cells);
  expect(masked).toHaveLength(source.length);
  expect(masked.replace(/[^\r\n]/g, '')).toBe(source.replace(/[^\r\n]/g, ''));
  return masked.replace(/ +(?=\r?\n|$)/g, '');
}

function read(...cells: string[]) {
  const source = cells.join('\n');
  let start = 0;
  const spans = cells.map((cell) => {
    const span = { start, end: start + cell.length };
    start = span.end + 1;
    return span;
  });
  return { source, ...maskMagics(source, spans) };
}

describe('maskMagics', () => {
  it('blanks line magics, commands and help', () => {
    expect(mask('%load_ext dotenv\n!ls -la\n!!ls\n?print\nprint?\nprint??\nos.path?\n%%\nx = 1')).toBe(
      '\n\n\n\n\n\n\n\n',
    );
    expect(mask('%matplotlib inline\r\nx = 1')).toBe('\r\nx = 1');
  });

  it('leaves what only looks like one', () => {
    const python = [
      'text = """\n!ls\n%env A=b\nwhat?\n"""',
      'x = (a\n  % b)\ny = a \\\n  % b',
      'x %= 3',
      'print("a")  # what?',
      "print('!')  # ! 'x",
      'url = "https://a/b?"',
      "if a != b: pass\nf(x=1, y='%d' % 3, z=a!=b)",
      'f"{x!r:>{width}} %s"',
      'x = "a\\\n!b"',
      "raw = r'\\'\nls = 1\nenv = pip\nls -1\ntime = 2\nrun if run else cd",
    ];
    for (const cell of python) expect(mask(cell)).toBe(cell.trimEnd());
  });

  it('keeps a statement in a block', () => {
    expect(mask('if x:\n    !pip install a\nelse:\n\t%env A=b\ny')).toBe('if x:\n    0\nelse:\n\t0\ny');
    expect(mask('try:\n  f?\nfinally:\n  pass')).toBe('try:\n  0\nfinally:\n  pass');
  });

  it('masks the lines that continue a command', () => {
    expect(mask('!curl a \\\n  -d b \\\n  -d c\nx')).toBe('\n\n\nx');
    expect(mask('!curl a \\\r\n  -d b\r\nx')).toBe('\r\n\r\nx');
    expect(mask('!curl a \\', 'x')).toBe('\nx');
  });

  it('puts a value in place of a command', () => {
    expect(mask('files = !ls\na.b[0]: T = %env A\nx = y = !a \\\n  b\nz=!ls')).toBe(
      'files = 0\na.b[0]: T = 0\nx = y = 0\n\nz=0',
    );
  });

  it('keeps the statement that is timed', () => {
    expect(mask('%time x = f(\n  1)\ny')).toBe('0;    x = f(\n  1)\ny');
    expect(mask('if a:\n  %timeit -n 10 -r3 -o f()')).toBe(`if a:\n  0;${' '.repeat(19)}f()`);
    expect(mask('x = %time f()')).toBe('x =       f()');
    expect(mask('%time for x in y: f()\n%time')).toBe('\n');
    expect(mask('%time !ls\nx')).toBe('\nx');
  });

  it.each(['bash', 'sh', 'script bash', 'html', 'javascript', 'sql', 'writefile a.py', 'R', 'unknown', '!'])(
    'masks a cell of %%%%%s wholly',
    (magic) => {
      expect(mask(`%%${magic}\na {"\n b`, 'x')).toBe('\n\n\nx');
    },
  );

  it.each(['time', 'timeit -n1', 'capture out', 'prun', 'python3'])('masks only the first line of %%%%%s', (magic) => {
    expect(mask(`# note\n\n%%${magic}\nx = 1\n!ls`, 'y')).toBe('# note\n\n\nx = 1\n\ny');
  });

  it('looks for a cell magic below one over Python', () => {
    expect(mask('%%time\n%%bash\nls "', 'x')).toBe('\n\n\nx');
  });

  it('takes what runs without a sign', () => {
    expect(mask('pip install openai\nconda install -y x\ncd ..\nenv A=b\nls -la /tmp\nrm -rf x\ntime f()')).toBe(
      '\n\n\n\n\n\n0;   f()',
    );
  });

  it('knows the cells of Databricks', () => {
    expect(mask('%sh\nls "', '%md # Title\ntext "', '%sql\nSELECT', 'x', 'y\n%sql SELECT\nz')).toBe(
      '\n\n\n\n\n\nx\ny\n\nz',
    );
  });

  it('goes on in the next cell after one that is not closed', () => {
    expect(mask('x = (1', '!ls', 'y = """', '%env A=b')).toBe('x = (1\n\ny = """\n');
  });
});

describe('what magics say', () => {
  const settings = (cell: string) => {
    const { source, magics } = read(cell);
    for (const { name, nameSpan, value, valueSpan, quote, start, end } of magics.settings) {
      expect(source.slice(nameSpan.start, nameSpan.end)).toBe(name);
      expect(source.slice(valueSpan.start, valueSpan.end)).toBe(value);
      expect([start, end]).toEqual([nameSpan.start, valueSpan.end + quote.length]);
    }
    return magics.settings.map(({ name, value, quote }) => `${name}|${value}|${quote}`);
  };
  const reads = (cell: string) => {
    const { source, magics } = read(cell);
    for (const { name, span } of magics.reads) expect(source.slice(span.start, span.end)).toBe(name);
    return magics.reads.map(({ name }) => name);
  };
  const shell = (cell: string) => {
    const { source, magics } = read(cell);
    for (const { start, end, text } of magics.shell) expect(source.slice(start, end)).toBe(text);
    return magics.shell.map(({ text }) => text);
  };
  const installs = (cell: string) => read(cell).magics.installs.map(({ name, specifier }) => name + specifier);

  it.each([
    ['%env A_B=c', ['A_B|c|']],
    ['%env A_B c d', ['A_B|c d|']],
    ['%set_env A = "c d"', ['A|c d|"']],
    ['  %env A=', ['A||']],
    ['env A=b', ['A|b|']],
    ['%time %env A=b', ['A|b|']],
    ['!export A=b C="d e" && run', ['A|b|', 'C|d e|"']],
    ['!A=b python x.py', ['A|b|']],
    ["!cd x && A='b' B=c python x.py; C=d", ["A|b|'", 'B|c|']],
    ['!A=$(cat key) && echo $A', []],
    ['!curl "https://x/?a=1&b=2 3"', []],
    ['%%bash\nexport A=b\n# export C=d\nD=e\nif x; then export F=g; fi', ['A|b|', 'F|g|']],
    ['%%sh\nexport A="$(cat x)"\nexport URL=https://x/v1', ['A|$(cat x)|"', 'URL|https://x/v1|']],
  ])('%j sets %j', (cell, expected) => {
    expect(settings(cell)).toEqual(expected);
  });

  it.each([
    ['%env OPENAI_API_KEY', ['OPENAI_API_KEY']],
    ['key = %env OPENAI_API_KEY', ['OPENAI_API_KEY']],
    ['%env', []],
    [`!curl -H "Bearer $KEY" \${HOST}/v1 $$OTHER \\$NOT $1`, ['KEY', 'HOST', 'OTHER']],
    [`%%bash\necho \${A:-b}\n# $C`, ['A']],
  ])('%j reads %j', (cell, expected) => {
    expect(reads(cell)).toEqual(expected);
  });

  it('gives the commands', () => {
    expect(
      shell('!curl https://api.openai.com/v1 \\\n  -d x\n%pip install a\n%sx ls\nx = !pwd\n%%bash\n  a\n\nb'),
    ).toEqual(['curl https://api.openai.com/v1 \\\n  -d x', 'pip install a', 'ls', 'pwd', 'a', 'b']);
    expect(shell('%sh curl a\ncurl b')).toEqual(['curl a', 'curl b']);
  });

  it.each([
    ['%pip install openai==0.28', ['openai==0.28']],
    [
      '!pip install -qU "openai>=1.0,<2" \'tiktoken\' LangChain_OpenAI[all]~=0.1 -r requirements.txt',
      ['openai>=1.0,<2', 'tiktoken', 'langchain-openai~=0.1'],
    ],
    ['!pip3 install openai; pip install httpx', ['openai', 'httpx']],
    ['!{sys.executable} -m pip install --index-url https://x openai==1.3 > /dev/null', ['openai==1.3']],
    ['!uv pip install openai \\\n  httpx==0.27', ['openai', 'httpx==0.27']],
    ['%conda install -y -c conda-forge openai=0.28', ['openai=0.28']],
    ['pip install openai', ['openai']],
    ['%%bash\npip install openai', ['openai']],
    ['%pip install git+https://github.com/openai/openai-python ./local', []],
    ['!pip install "openai==0.28; python_version < \'3.9\'" 2>&1 | tail', ['openai==0.28']],
    ['!pip uninstall openai\n!grep "pip install x" README', []],
  ])('%j installs %j', (cell, expected) => {
    expect(installs(cell)).toEqual(expected);
  });

  it('gives all else', () => {
    const { source, magics } = read('%run a.py\n%%writefile app.py\nimport openai');
    expect(magics.others).toEqual([
      { magic: 'run', argument: 'a.py', start: 1, end: 9, text: 'run a.py' },
      { magic: 'writefile', argument: 'app.py', start: 29, end: source.length, text: 'import openai' },
    ]);
  });
});
