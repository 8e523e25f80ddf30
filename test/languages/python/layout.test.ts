import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/edit/apply-edits.js';
import type { Files } from '../../../src/languages/front-end.js';
import { layOut } from '../../../src/languages/python/layout/lay-out.js';
import { lineLength } from '../../../src/languages/python/layout/line-length.js';

const OLD = '"gpt-4"';
const LONG = '"a-model-with-a-name-of-some-length"';

/** The text with the other model in it, laid out again. */
function withLongModel(text: string, limit = 60): string {
  const start = text.indexOf(OLD);
  const edits = [{ start, end: start + OLD.length, text: LONG }];
  return applyEdits(applyEdits(text, edits), layOut(text, edits, limit));
}

describe('a statement that has become too long', () => {
  it('has a line for what is in its last brackets, if that fits', () => {
    expect(withLongModel('answer = ask(model="gpt-4", text=text)\n', 62)).toBe(
      `answer = ask(\n    model=${LONG}, text=text\n)\n`,
    );
  });

  it('has a line for each element, and a comma at the end, where it does not', () => {
    expect(withLongModel('answer = ask(model="gpt-4", text=a_text)\n', 55)).toBe(
      `answer = ask(\n    model=${LONG},\n    text=a_text,\n)\n`,
    );
  });

  it('is laid out behind what formatters leave alone', () => {
    const before = '# fmt: off\ntable = [1,\n         2]\n# fmt: on\nrow = 1  # yapf: disable\n';
    expect(withLongModel(`${before}answer = ask(model="gpt-4", text=text)\n`, 62)).toBe(
      `${before}answer = ask(\n    model=${LONG}, text=text\n)\n`,
    );
  });

  it('ends its lines as the file does', () => {
    expect(withLongModel('answer = ask(model="gpt-4", text=text)\r\n', 62)).toBe(
      `answer = ask(\r\n    model=${LONG}, text=text\r\n)\r\n`,
    );
  });

  it('has a line for each name that is imported', () => {
    const text = 'from package import first_name, second_name\n';
    const edits = [{ start: text.length - 1, end: text.length - 1, text: ', third_name' }];
    expect(applyEdits(applyEdits(text, edits), layOut(text, edits, 50))).toBe(
      'from package import (\n    first_name,\n    second_name,\n    third_name,\n)\n',
    );
  });

  it.each([
    [
      'in a file with longer lines',
      `other = ask(${'x'.repeat(30)}, ${'y'.repeat(30)})\nanswer = ask(model="gpt-4", text=text)\n`,
    ],
    ['with a comment', 'answer = ask(model="gpt-4", text=text)  # why\n'],
    ['of operators', 'answer = ask("gpt-4") + ask(some_other_text_of_it)\n'],
    ['with an unpacking', 'answer = ask(model="gpt-4", text=text, **the_others)\n'],
    ['that was laid out in another way', 'answer = ask(model="gpt-4",\n             text=text)\n'],
    [
      'in a file with statements that are laid out in another way',
      'other = ask(text,\n            model)\nanswer = ask(model="gpt-4", text=text)\n',
    ],
    ['where formatters are told to leave it alone', '# fmt: off\nanswer = ask(model="gpt-4", text=text)\n# fmt: on\n'],
    ['where YAPF is told so', 'if text:\n    # yapf: disable\n    answer = ask(model="gpt-4", text=text)\n'],
    ['in many brackets', `answer = ask(model="gpt-4", text=${'['.repeat(60)}${']'.repeat(60)})\n`],
    ['with tabs', 'def f():\n\tanswer = ask(model="gpt-4", text=text)\n'],
    ['beside a text in which quotes may stand in quotes', `x = f"{a["b"]}"\nanswer = ask(model="gpt-4", text=text)\n`],
  ])('stays as it is %s', (_, text) => {
    expect(withLongModel(text)).toBe(text.replace(OLD, LONG));
  });
});

describe('how long lines may become', () => {
  it.each([
    ['nothing says it', {}, 88],
    ['Black is told', { 'pyproject.toml': '[tool.isort]\nline_length = 70\n\n[tool.black]\nline-length = 100\n' }, 100],
    ['Ruff is told', { 'ruff.toml': 'line-length = 120\n' }, 120],
    [
      'a file nearer says it',
      { 'pyproject.toml': '[tool.ruff]\nline-length = 79\n', 'app/ruff.toml': 'line-length = 99' },
      99,
    ],
    [
      'a list stands before it',
      { 'pyproject.toml': '[tool.black]\ntarget-version = ["py39"]\nline-length = 100\n' },
      100,
    ],
    ['Ruff only checks', { 'pyproject.toml': '[tool.ruff]\nline-length = 120\n\n[tool.black]\npreview = true\n' }, 88],
    [
      'the hook is told',
      { '.pre-commit-config.yaml': 'hooks:\n  - id: black\n    args: ["--line-length", "110"]\n' },
      110,
    ],
    ['YAPF lays it out', { 'setup.cfg': '[yapf]\nbased_on_style = google\n' }, undefined],
    ['another tool is told', { 'pyproject.toml': '[tool.djlint]\nline-length = 70\n' }, 88],
  ])('is told where %s', (_, files, length) => {
    expect(lineLength('app/main.py', filesOf(files))).toBe(length);
  });
});

function filesOf(texts: Record<string, string>): Files {
  const none = () => [];
  return {
    has: (path) => path in texts,
    read: (path) => texts[path],
    ...{ named: none, inFolder: none, isCatalogued: () => false, isSharedName: () => false, isCommon: () => false },
  };
}
