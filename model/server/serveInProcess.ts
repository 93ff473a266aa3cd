import { InvocationServer } from './InvocationServer.ts';
import { loadRanker } from '../artifact/loadRanker.ts';
import type { ServerSettings } from './ServerSettings.ts';

/** SageMaker kills a container 30 s after SIGTERM. */
const drainMs = 25_000;

/**
 * Listens, loads the model, answers until SIGTERM or SIGINT, then drains. It listens before it loads, so that /ping
 * says 503 rather than nothing. Resolves with the exit code.
 */
export async function serveInProcess(settings: ServerSettings): Promise<number> {
  const server = new InvocationServer({ queueLimit: settings.queueLimit, logError: (error) => console.error(error) });
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
    // A worker whose primary is gone has nobody to stop it.
    process.once('disconnect', () => resolve());
  });
  const { address, port } = await server.listen(settings.port, settings.host);
  const started = performance.now();
  const ranker = loadRanker(settings.modelFolder);
  server.setRanker(ranker);
  const loadMs = Math.round(performance.now() - started);
  console.log(
    `serving model ${ranker.modelVersion} on http://${address}:${port} (process ${process.pid}, loaded in ${loadMs} ms)`,
  );
  await stopped;
  await server.drain(drainMs);
  return 0;
}
