import { Backstage } from './Backstage.ts';
import { DeployedApi } from './DeployedApi.ts';
import { readDeployment } from './Deployment.ts';
import type { Surroundings } from './Surroundings.ts';

/** Of this page. */
export function findSurroundings(): Surroundings {
  const deployment = readDeployment();
  return deployment ? new DeployedApi(deployment) : new Backstage();
}
