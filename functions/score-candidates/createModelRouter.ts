import { createHash } from 'node:crypto';
import type { InvocationRequest } from '../../model/contract/index.ts';
import type { LiveRow, ModelVersionRow, ServedVersion } from '../../schema/contract/models.ts';
import { isModelError } from '../shared/createModelClient.ts';
import type { ModelOutcome } from '../shared/createModelClient.ts';
import type { AskVersion } from './createCircuitBreaker.ts';

/** Who a list is for, as far as that decides which version makes it. */
export interface Asker {
  /** Left out for lists for nobody in particular. */
  userId?: string;
  /** An administrator wants this version, whether it is live or not. */
  modelVersion?: string;
}

/** What came of asking, and of whom. */
export type RoutedOutcome = ModelOutcome & {
  /** The version that was asked last; undefined when there was none to ask. */
  version?: ServedVersion;
  /** Whether that is the champion, whose answers are everybody's. */
  isChampion?: boolean;
  /** What goes on beside the answer, and has to be under way before the function ends. Never rejects. */
  beside?: Promise<void>;
};

/** Asks the version that is to answer. Never throws. */
export type AskModel = (request: InvocationRequest, budget: number, asker: Asker) => Promise<RoutedOutcome>;

/** The part of the time that a version on trial may take; the champion has the rest when it fails. */
const canaryPart = 2 / 3;

export interface RouterDependencies {
  /** See `createKeptReader`. */
  readLive: () => Promise<LiveRow | undefined>;
  readVersion: (modelVersion: string) => Promise<ModelVersionRow | undefined>;
  askVersion: AskVersion;
  /** Has the request tried by the challenger as well; see `createShadowSender`. */
  sendShadow: (live: LiveRow, request: InvocationRequest, outcome: ModelOutcome) => Promise<void>;
  /** Milliseconds, from any moment on. */
  stopwatch: () => number;
}

/**
 * Chooses the version that answers: the champion, or in the stage CANARY the challenger for the users whose share it is.
 * A challenger that fails costs its users nothing but time: the champion is asked in what is left.
 */
export function createModelRouter(dependencies: RouterDependencies): AskModel {
  const { readLive, readVersion, askVersion, sendShadow, stopwatch } = dependencies;

  async function askLive(request: InvocationRequest, budget: number, asker: Asker): Promise<RoutedOutcome> {
    const started = stopwatch();
    const live = await readLive();
    if (!live) return { failure: 'ABSENT' };
    const { champion, challenger } = live;
    const left = (): number => budget - (stopwatch() - started);
    if (challenger?.stage === 'CANARY' && isInShare(asker.userId, challenger.modelVersion, challenger.share)) {
      const version = { modelVersion: challenger.modelVersion, endpointName: challenger.endpointName };
      const outcome = await askVersion(version, request, left() * canaryPart);
      if (!isModelError(outcome)) return { ...outcome, version };
    }
    const outcome = await askVersion(champion, request, left());
    return { ...outcome, version: champion, isChampion: true, beside: sendShadow(live, request, outcome) };
  }

  async function askPinned(request: InvocationRequest, budget: number, modelVersion: string): Promise<RoutedOutcome> {
    const endpointName = (await readVersion(modelVersion))?.endpointName;
    if (!endpointName) return { failure: 'ABSENT', cause: `Version ${modelVersion} has no endpoint.` };
    const version = { modelVersion, endpointName };
    return { ...(await askVersion(version, request, budget)), version };
  }

  return async (request, budget, asker) => {
    try {
      return asker.modelVersion === undefined
        ? await askLive(request, budget, asker)
        : await askPinned(request, budget, asker.modelVersion);
    } catch (cause) {
      return { failure: 'UNAVAILABLE', cause };
    }
  };
}

/**
 * Whether a user is among those that a version answers. By a hash of both, so that a person keeps to one model while it is
 * tried, and that it is not the same people who try every model.
 * @param share 0 to 1
 */
export function isInShare(userId: string | undefined, modelVersion: string, share: number): boolean {
  if (userId === undefined) return false;
  const hash = createHash('sha256').update(`${modelVersion}/${userId}`).digest();
  return hash.readUInt32BE() / 2 ** 32 < share;
}
