// `node scripts/summary.mjs RESULT STATUS`: one line from vitest's JSON result. A red run never reads "0 failed":
// what failed outside the tests (install, lint, types, a file that did not load) counts as one.
import { readFileSync } from 'node:fs';

const [path, status] = process.argv.slice(2);
const { passed, failed } = count(path);
console.log(`${passed} passed, ${failed === 0 && status !== '0' ? 1 : failed} failed`);

function count(file) {
  try {
    const { testResults, numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, 'utf8'));
    const unloaded = testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0);
    return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
