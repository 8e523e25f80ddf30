import type { Project } from '../link/project.js';
import type { Finding } from './types.js';

/** A finding about source that lies inside another file, with the spans and edits of the file. */
export function inFile(finding: Finding, project: Project): Finding {
  const island = project.models.get(finding.path)?.island;
  const edits = finding.edits?.map(({ path, ...edit }) => {
    const map = project.models.get(path)?.island?.map;
    return { path, ...(map ? map.editInFile(edit) : edit) };
  });
  const inCell = island?.map.cellAt?.(finding.start);
  return { ...finding, ...island?.map.spanInFile(finding), edits, ...(inCell && { inCell }) };
}
