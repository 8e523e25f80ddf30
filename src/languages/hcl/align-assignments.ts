import { applyEdits, type TextEdit } from '../../edit/apply-edits.js';

/**
 * Edits of what `edits` make of a text: in a file whose assignments stand below each other as `terraform fmt` puts them, they do so again.
 * Source: hashicorp/hcl, hclwrite/format.go (linesForFormat, formatCells).
 */
export function alignAssignments(text: string, edits: readonly TextEdit[]): TextEdit[] {
  if (misaligned(text).length > 0) return [];
  return misaligned(applyEdits(text, edits));
}

interface Assignment {
  indent: string;
  name: string;
  /** The blanks before the sign. */
  gap: { start: number; end: number };
  hasRemark: boolean;
}

const ASSIGNMENT = /^([ \t]*)("[^"]*"|[\w.-]+)([ \t]*)=(?![=>~])(.*)$/;

/** What would have to stand before each sign that does not stand below those of the lines around it. */
function misaligned(text: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let chain: Assignment[] = [];
  const close = () => {
    const width = Math.max(...chain.map(({ name }) => name.length)) + 1;
    // Remarks behind the values would have to be moved, too.
    if (!chain.some(({ hasRemark }) => hasRemark))
      for (const { name, gap } of chain) {
        const blanks = ' '.repeat(width - name.length);
        if (blanks !== text.slice(gap.start, gap.end)) edits.push({ ...gap, text: blanks });
      }
    chain = [];
  };
  let documentEnd: string | undefined;
  for (const { 0: line, index } of text.matchAll(/[^\n]*(?:\n|$)/g)) {
    const written = line.trimEnd();
    if (documentEnd !== undefined) {
      if (written.trim() === documentEnd) documentEnd = undefined;
      continue;
    }
    const read = assignmentIn(written, index);
    if (!read || (chain[0] && chain[0].indent !== read.indent)) close();
    if (read) chain.push(read);
    documentEnd = /<<-?(\w+)$/.exec(written)?.[1];
    if (documentEnd !== undefined) close();
  }
  close();
  return edits;
}

/** An assignment whose value ends on its line. */
function assignmentIn(line: string, offset: number): Assignment | undefined {
  const [, indent = '', name = '', blanks = '', value = ''] = ASSIGNMENT.exec(line) ?? [];
  const bare = value.replace(/"(?:[^"\\]|\\.)*(?:"|$)/g, '');
  const count = (signs: RegExp) => bare.match(signs)?.length ?? 0;
  if (name === '' || count(/[([{]/g) !== count(/[)\]}]/g)) return undefined;
  const start = offset + indent.length + name.length;
  return { indent, name, gap: { start, end: start + blanks.length }, hasRemark: /#|\/\//.test(bare) };
}
