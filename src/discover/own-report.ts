const NAMED = String.raw`"name"\s*:\s*"migrate-to-holysheep"`;

/** JSON, SARIF, reviewdog's and JUnit's form, each at its beginning; a manifest that depends on the tool is none of them. */
const REPORT = new RegExp(
  `^\\s*(?:\\{[\\s\\S]{0,300}?"(?:tool|driver|source)"\\s*:\\s*\\{\\s*${NAMED}|(?:<\\?xml[^>]{0,100}>\\s*)?<testsuites name="migrate-to-holysheep")`,
);

/** Whether a file is a report of this tool's own, which names all that it found. */
export function isOwnReport(path: string, bytes: Buffer): boolean {
  return /\.(?:json|sarif|xml)$/.test(path) && REPORT.test(bytes.subarray(0, HEAD).toString());
}

/** Bytes at the beginning that tell. */
const HEAD = 600;
