import { rmSync } from 'node:fs';
import { makeRunFolder } from '../../cli/makeRunFolder.ts';

/** Gives a run of the tests a temporary folder of its own: what a test leaves behind goes with it. */
export default function setup(): () => void {
  const folder = makeRunFolder();
  // The workers get this environment, and os.tmpdir() reads it.
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
