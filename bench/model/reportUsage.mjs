import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/** Loaded before a program (`node --import`): writes what it took in all when it ends. */
if (isMainThread) {
  process.on('exit', () => writeFileSync(process.env.RECSYNC_USAGE_FILE, JSON.stringify(process.resourceUsage())));
}
