// A worker whose run was ended hard ends as well, and with it what its tests have started. Files that share a worker
// share this.
const isHeard = Symbol.for('recsync.endWithRun');
const worker = globalThis as { [isHeard]?: true };
if (worker[isHeard] === undefined) {
  worker[isHeard] = true;
  process.once('disconnect', () => process.exit(1));
}
