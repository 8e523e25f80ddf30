import type { Report } from '../report.js';
import type { FormatName } from './format-names.js';
import { renderGithub } from './github.js';
import { renderGitlab } from './gitlab.js';
import { renderHtml } from './html/page.js';
import { renderJson } from './json.js';
import { renderJunit } from './junit.js';
import { renderMarkdown } from './markdown.js';
import { renderNdjson } from './ndjson.js';
import { renderPretty } from './pretty.js';
import { renderRdjson } from './rdjson.js';
import { renderSarif } from './sarif.js';
import type { ViewOptions } from './view-options.js';

/** A view of a report by the name of its format. All are pure: the same text for the same report. */
export const FORMATS = {
  pretty: (report, options) => renderPretty(report, { ...options, withDiff: true }),
  json: renderJson,
  ndjson: renderNdjson,
  sarif: renderSarif,
  github: renderGithub,
  gitlab: renderGitlab,
  junit: renderJunit,
  rdjson: renderRdjson,
  markdown: renderMarkdown,
  html: renderHtml,
} satisfies Record<FormatName, (report: Report, options: ViewOptions) => string>;
