import data from './tests/recordings.json' with { type: 'json' };

/** A form in which tools record the answers that tests then get in the place of a host's. Data: `tests/recordings.json`. */
export interface RecordingForm {
  id: string;
  /** The tool, for sentences. */
  name: string;
  /** A regular expression for the file's path. */
  path: string;
  /** Regular expressions, all of which the text has. */
  shape: string[];
  /** A regular expression for a request, with its address as the group `url`, or `url2`, and what follows that as `path`. */
  request: string;
  /** How to record again. */
  again: string;
  source: string[];
}

const FORMS = (data.recordings as RecordingForm[]).map((form) => ({
  form,
  path: new RegExp(form.path, 'i'),
  shape: form.shape.map((one) => new RegExp(one, 'm')),
}));

/** The form in which a file holds recorded answers; undefined for another file. */
export function recordingForm(path: string, text: string): RecordingForm | undefined {
  return FORMS.find((one) => one.path.test(path) && one.shape.every((part) => part.test(text)))?.form;
}

/** The addresses that a recording has answers of, with their offsets in UTF-16 code units. */
export function recordedRequests(
  text: string,
  { request }: RecordingForm,
): { url: string; start: number; end: number }[] {
  return [...text.matchAll(new RegExp(request, 'gdm'))].flatMap(({ groups = {}, indices }) => {
    const [start, end] = indices?.groups?.url ?? indices?.groups?.url2 ?? [0, 0];
    return [{ url: (groups.url ?? groups.url2 ?? '') + (groups.path ?? ''), start, end }];
  });
}

const FOLDER = new RegExp(`^(?:.*?/)?(?:${data.folders.join('|')})(?=/)`);

/** The folder that holds all recordings of a kind: that of a usual name, else the file's own. */
export function recordingFolder(path: string): string {
  return FOLDER.exec(path)?.[0] ?? path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
