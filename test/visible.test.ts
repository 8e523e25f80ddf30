import { describe, expect, it } from 'vitest';
import { visible, visibleLine } from '../src/visible.js';

describe('visible', () => {
  it('shows what a terminal would act on', () => {
    expect(visible('\u001b[2J\r\b\u007f\u009b\u202e\u2066')).toBe(
      '\\u{1b}[2J\\u{d}\\u{8}\\u{7f}\\u{9b}\\u{202e}\\u{2066}',
    );
    expect(visible('\u001b]8;;https://example.com\u0007x')).toBe('\\u{1b}]8;;https://example.com\\u{7}x');
  });

  it('leaves ordinary text, tabs and newlines', () => {
    const text = 'a\tb\nпривет 😀 é ’ \ufeff';
    expect(visible(text)).toBe(text);
  });

  it('keeps a name on one line', () => {
    expect(visibleLine('a\nb\tc')).toBe('a\\u{a}b\\u{9}c');
  });
});
