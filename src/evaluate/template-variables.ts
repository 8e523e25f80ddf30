/** What a template of Nunjucks asks for by a plain name: `{{ name }}`, `{{name.first | upper}}`, each once. */
export function templateVariables(text: string): string[] {
  const names = [...text.matchAll(/\{\{-?\s{0,20}([A-Za-z_]\w{0,99})/g)].flatMap(([, name]) => name ?? []);
  return [...new Set(names)].filter((name) => name !== 'env');
}
