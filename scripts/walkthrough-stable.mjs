/** What a command printed, without what differs from machine to machine and from run to run. `name` stands for the folder of the copy. */
export function stable(output, { copy, scratch, port, name }) {
  return output
    .replaceAll(copy, `/home/you/${name}`)
    .replaceAll(scratch, '/home/you')
    .replaceAll(String(port), '8787')
    .replace(/\bin \d+\.\d+s\b/g, 'in …s')
    .replace(/\b20\d\d-\d\d-\d\d(?: \d\d:\d\d UTC|(?=\)\.))/g, 'TODAY')
    .replace(/"(latencyMs|latency_ms|firstChunkMs)": ?\d+/g, '"$1": …')
    .replace(/[ \t]+$/gm, '');
}
