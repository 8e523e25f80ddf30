import type { SyntaxNode } from '../tree-sitter/tree.js';

/**
 * What `require __DIR__ . '/config.php'` loads, as a path: `./` for one that begins at the file's own folder, `../` above it, `~/` for
 * one whose beginning is not written, as in `require ABSPATH . 'wp-config.php'`.
 */
export function includedBy(node: SyntaxNode, text: string): string {
  return includedPath(text.slice(node.start, node.end).replace(/^\w+\s*/, ''));
}

export function includedPath(written: string): string {
  const source = written.replace(/^\(([\s\S]*)\)$/, '$1').trim();
  const [, before = '', path = ''] = /^(.*?)["']([^"'$]*)["']\s*$/s.exec(source) ?? [];
  const begin = before.replace(/\s*\.?\s*$/, '').trim();
  const inner = path.replace(/^\/+/, '');
  if (path === '') return '~/';
  if (begin === '') return path.startsWith('/') ? `~${path}` : path.startsWith('.') ? path : `./${path}`;
  const levels = /^dirname\(\s*(?:__FILE__|__DIR__)\s*(?:,\s*(\d+)\s*)?\)$/.exec(begin);
  if (begin === '__DIR__') return `./${inner}`;
  if (levels) return `${'../'.repeat(Number(levels[1] ?? 1) - (begin.includes('__FILE__') ? 1 : 0)) || './'}${inner}`;
  return `~/${inner}`;
}
