const GAP = '  ';

/** Columns of text, the first to the left and the others to the right; `undefined` where they do not fit into the width. */
export function textTable(rows: readonly (readonly string[])[], width: number, indent = ''): string[] | undefined {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const whole = indent.length + widths.reduce((sum, one) => sum + one + GAP.length, -GAP.length);
  if (whole > width) return undefined;
  return rows.map((row) =>
    (
      indent +
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join(GAP)
    ).trimEnd(),
  );
}
