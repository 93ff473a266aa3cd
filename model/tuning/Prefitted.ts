import type { NamedModel } from '../hybrid/HybridModel.ts';
import type { FitPlan } from './planFits.ts';

/**
 * Components that were fitted elsewhere, on more than the dataset that training has: it learns their weights and fits the
 * rest. Each was fitted twice.
 */
export interface Prefitted {
  readonly plans: readonly FitPlan[];
  /** The fit that knows nothing of what validation asks about, undefined for other plans. */
  forValidation(plan: FitPlan): NamedModel | undefined;
  /** The fit of everything. */
  forServing(plan: FitPlan): NamedModel | undefined;
  /** 1 per item that somebody likes, by item index of the dataset. */
  readonly touched: Uint8Array;
}
