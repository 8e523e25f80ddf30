import type { Ignores } from '../ignore/ignores.js';
import type { Span } from '../ir.js';
import { note } from './finding.js';
import type { Finding } from './types.js';

/**
 * What is to be said of the ignores themselves, once it is known what each of them keeps. Where only a part of the repository is
 * listed, a pattern may well be for the rest.
 */
export function ignoreFindings(
  candidates: readonly string[],
  listed: readonly string[] | undefined,
  ignores: Ignores,
  read: (path: string) => string | undefined,
): Finding[] {
  const ofComments = candidates
    .filter((path) => !ignores.whole(path))
    .flatMap((path) => {
      const { ignored, faults } = ignores.comments(path);
      const unused = ignored.filter((one) => !ignores.isUsed(one)).map(({ comment }) => comment);
      const isUnused = ({ start }: Span) => unused.some((comment) => comment.start === start);
      return [
        ...faults
          .filter((fault) => fault.code !== 'ignore-without-reason' || !isUnused(fault))
          .map(({ code, detail, ...span }) => note('ignore', path, span, 'review', code, detail)),
        ...unused.map((comment) => note('ignore', path, comment, 'review', 'unused-ignore')),
      ];
    });
  const ofRules = (listed ? ignores.unusedRules(listed) : []).map(({ file, line, pattern }) =>
    note('ignore', file, lineOf(read(file) ?? '', line), 'keep', 'unused-ignore-rule', pattern),
  );
  return [...ofComments, ...ofRules];
}

function lineOf(text: string, line: number) {
  const lines = [...text.matchAll(/[^\r\n]*(?:\r\n|\n|\r|$)/g)];
  const { index = 0, 0: content = '' } = lines[line - 1] ?? {};
  return { start: index, end: index + content.trimEnd().length };
}
