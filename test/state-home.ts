import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What is kept for undo outside of git goes to a directory of the tests, for every user that they run the tool as. */
export default function setUp(): () => void {
  const home = mkdtempSync(join(tmpdir(), 'migrate-to-holysheep-state-'));
  chmodSync(home, 0o777);
  process.env.XDG_STATE_HOME = home;
  return () => rmSync(home, { recursive: true, force: true });
}
