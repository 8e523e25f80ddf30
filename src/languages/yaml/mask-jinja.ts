/** What steers a template of Jinja, and its remarks, as blanks: what is left is a template with expressions alone. */
export function maskJinja(text: string): string {
  return text.replace(/\{(?:%[^%]{0,2000}%|#[^#]{0,2000}#)\}/g, (part) => part.replace(/[^\r\n]/g, ' '));
}
