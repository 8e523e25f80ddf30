/** The names under which fences know a language. */
const NAMES: Record<string, readonly string[]> = {
  python: ['python', 'py', 'python3', 'py3', 'ipython', 'ipython3'],
  javascript: ['javascript', 'js', 'jsx', 'mjs', 'cjs', 'node', 'nodejs'],
  typescript: ['typescript', 'ts', 'tsx', 'mts', 'cts'],
};

/** Of Sphinx's MyST: the language follows the braces. */
const DIRECTIVE = /^\{(?:code|code-cell|code-block|sourcecode)\}\s*/;

/** What a fence's info string calls its language: `python title="x"`, `{.python .numberLines}`, `{code-cell} ipython3`. */
export function fenceLanguage(info: string): string {
  const said = info.trim().replace(DIRECTIVE, '');
  const [, name = ''] = /^\{?[ \t]*\.?([\w+#-]+)/.exec(said) ?? [];
  return languageOf(name);
}

/** One name for all those of a language. */
export function languageOf(name: string): string {
  const lower = name.toLowerCase();
  return Object.keys(NAMES).find((language) => NAMES[language]?.includes(lower)) ?? lower;
}

/** Whether the fence holds more Markdown, as those of MyST's directives do: `{note}`, `{tab-item} Python`. */
export function holdsMarkdown(info: string): boolean {
  return /^\{[\w-]+\}/.test(info) && !DIRECTIVE.test(info) && fenceLanguage(info) !== 'python';
}
