import { endpointOfPath } from '../src/catalog/capabilities.js';
import { type RecordingForm, recordedRequests, recordingFolder } from '../src/catalog/recordings.js';
import type { Span } from '../src/ir.js';
import { note } from '../src/plan/finding.js';
import type { NamesContext, NamesTransform } from '../src/plan/transform.js';
import type { Finding } from '../src/plan/types.js';
import { push } from '../src/push.js';

/** Tells of recorded answers, folder by folder. They are never rewritten: what the gateway answers is not known. */
export const recordAgain: NamesTransform = {
  id: 'record-again',
  apply(context) {
    const folders = new Map<string, Recorded[]>();
    for (const { path, text, form } of context.recordings) {
      const asked = recordedRequests(text, form).flatMap(({ url, ...span }) => {
        const [host] = context.options.from.hostsIn(url);
        return host ? [{ path: url.slice(host.end).replace(/^:\d+/, ''), ...span }] : [];
      });
      const key = `${form.id}\0${recordingFolder(path)}`;
      if (asked.length > 0) push(folders, key, { path, form, asked });
    }
    return [...folders.values()].flatMap((recordings) => told(recordings, context));
  },
};

/** A file with the requests to OpenAI's host in it. */
interface Recorded {
  path: string;
  form: RecordingForm;
  asked: (Span & { path: string })[];
}

function told(recordings: readonly Recorded[], { senders }: NamesContext): Finding[] {
  const id = recordAgain.id;
  const [any] = recordings;
  if (!any) return [];
  if (!senders.askGatewayFor(any.path)) return [note(id, any.path, any.asked[0] ?? START, 'keep', 'test')];
  const moving = recordings.filter(({ asked }) => asked.some(({ path }) => staysAs(path) === undefined));
  const [first] = moving;
  if (!first) {
    const titles = recordings.flatMap(({ asked }) => asked.flatMap(({ path }) => staysAs(path) ?? []));
    return [note(id, any.path, any.asked[0] ?? START, 'keep', 'not-served', [...new Set(titles)].join(', '))];
  }
  const { name, again } = first.form;
  const count = moving.length === 1 ? '1 file' : `${moving.length} files`;
  const span = first.asked.find(({ path }) => staysAs(path) === undefined) ?? START;
  const detail = `${count} of ${name} in ${recordingFolder(first.path) || '.'}. To record again: ${again}`;
  return [note(id, first.path, span, 'review', 'record-again', detail)];
}

const START: Span = { start: 0, end: 0 };

/** What a path asks for that the gateway does not serve, and that becomes nothing else. */
function staysAs(path: string): string | undefined {
  const endpoint = endpointOfPath(path);
  return endpoint && endpoint.served !== 'yes' && !BECOMES_CHAT.has(endpoint.id) ? endpoint.title : undefined;
}

/** What is asked for in another way after the migration. */
const BECOMES_CHAT = new Set(['completions', 'responses']);
