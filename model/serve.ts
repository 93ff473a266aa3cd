/**
 * `serve` of the SageMaker container: answers /ping and /invocations from the artifact in `$RECSYNC_ML_ROOT/model`
 * (default /opt/ml/model). Environment: SAGEMAKER_BIND_TO_PORT, RECSYNC_BIND_HOST, RECSYNC_WORKERS, RECSYNC_QUEUE_LIMIT
 * (see server/ServerSettings.ts). The same file is primary and worker, so that one bundle is all there is.
 */
import cluster from 'node:cluster';
import { serveInCluster } from './server/serveInCluster.ts';
import { serveInProcess } from './server/serveInProcess.ts';
import { parseServerSettings } from './server/ServerSettings.ts';

try {
  const settings = parseServerSettings(process.env);
  const isAlone = cluster.isWorker || settings.workers === 1;
  process.exit(await (isAlone ? serveInProcess(settings) : serveInCluster(settings)));
} catch (error) {
  const { code, message, stack } = error as Error & { code?: string };
  console.error(code === undefined ? stack : `${code}: ${message}`);
  process.exit(1);
}
