/**
 * The name under which a file knows a package that it imports without one: what its path says, in the form that the file uses.
 * The package itself may be called otherwise, which only its own files tell.
 */
export function importedAs(specifier: string, text: string): string {
  const names = namesOf(specifier);
  return names.find((name) => new RegExp(`(?<![\\w.])${name}\\.`).test(text)) ?? names[0] ?? specifier;
}

/** `…/go-openai` → `openai`, `…/openai-go/v3` → `openai`, `gopkg.in/yaml.v3` → `yaml`. */
function namesOf(specifier: string): string[] {
  const parts = specifier.split('/');
  const last = parts.at(-1) ?? '';
  const isVersion = /^v\d+$/.test(last) && parts.length > 1;
  const base = (isVersion ? (parts.at(-2) ?? '') : last).replace(/\.v\d+$/, '');
  const words = base.split(/[-.]/);
  const without = words.filter((word) => word !== 'go' && word !== 'golang');
  const names = [base, without.join('_'), without.join(''), words.join(''), words.join('_'), without.at(-1) ?? ''];
  return [...new Set(names)].filter((name) => /^[A-Za-z_]\w*$/.test(name));
}
