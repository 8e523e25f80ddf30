import type { Span } from '../ir.js';
import data from './links.json' with { type: 'json' };

const HOSTS = data.links.map(({ address }) => address).join('|');
const LINK = new RegExp(`https://(?:www\\.)?(?:${HOSTS})[^\\s"'<>)\\]]{0,4000}`, 'g');
/** Between other characters of an address, escaped ones too: `env%5BNAME%5D`. */
const NAME = /(?:(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2}))[A-Z][A-Z0-9_]{5,80}(?![A-Za-z0-9_])/g;
const REPOSITORY = /(?:github|gitlab)\.com(?:\/|%2F)[\w.-]{1,100}(?:\/|%2F)([\w.-]{1,100})/i;

/** The name of a variable in a link. */
export interface NameInLink extends Span {
  name: string;
  /** What the link deploys, where it says so. */
  repository?: string;
}

/** Names of variables that links ask for which deploy an app: “Deploy” buttons in a document. */
export function namesInDeployLinks(text: string): NameInLink[] {
  return [...text.matchAll(LINK)].flatMap((link) => {
    const repository = REPOSITORY.exec(link[0])?.[1]?.replace(/\.git$/, '');
    return [...link[0].matchAll(NAME)].map(({ 0: name, index }) => {
      const start = link.index + index;
      return { name, start, end: start + name.length, ...(repository !== undefined && { repository }) };
    });
  });
}
