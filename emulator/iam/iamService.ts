import type { ServiceModule } from '../service/ServiceModule.ts';
import { resourceTypes } from './resourceTypes.ts';

/** Roles and policies. Nothing of them runs: every service asks them, so `ServiceContext.access` is made from them first. */
export const iamService: ServiceModule<void> = {
  name: 'IAM',
  resourceTypes,
  plan: () => () => undefined,
};
