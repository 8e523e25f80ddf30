// Loaded before a program: gives it its packages, and says at the end what it asked for.
const { writeSync } = require('node:fs');
const { note, requests } = require('./requests.cjs');

globalThis.fetch = async (url, { headers, body }) => note(String(url), headers, JSON.parse(body));

let error = null;
const told = (raised) => {
  error = String(raised);
  process.exit(1);
};
process.on('uncaughtException', told);
process.on('unhandledRejection', told);
process.on('exit', () => writeSync(1, JSON.stringify({ error, requests })));
