/** What decides which fits are worth their time. Counts are of positive interactions. */
export interface DataSize {
  readonly users: number;
  /** Items that somebody touched. */
  readonly items: number;
  readonly interactions: number;
  /** Sum over users of the squared history length: the work of one pass over all co-occurrences. */
  readonly pairs: number;
  readonly hasTimestamps: boolean;
  /** Whether events carry a device. */
  readonly hasDevices: boolean;
  /** Days between the oldest and the newest event. */
  readonly days: number;
  readonly hasAttributes: boolean;
}

/** One fit to try, and the history half-lives under which the fitted model takes part in the blend. */
export interface FitPlan {
  readonly name: string;
  readonly algorithm: string;
  readonly parameters: object;
  /** In events; 0 for no decay. */
  readonly halfLives: readonly number[];
  /** Expected CPU-seconds of one fit. An estimate from sizes, not a clock: equal data must give equal plans. */
  readonly seconds: number;
}

/** Seconds per elementary step, measured on one 2020s server core with margin for a busy machine. */
const cost = { inversion: 1e-10, pair: 8e-9, factorStep: 2.5e-10, subspaceStep: 1.2e-9, bpr: 3e-9 } as const;

/** The part of the time budget that fits may take; the rest goes to scoring validation cases and learning weights. */
const fittingShare = 0.5;

/**
 * The fits to try, in order of worth, until `seconds` for one round is used up. `useOrder` says whether the order of
 * events carries meaning for the lists that are wanted, so that decayed histories are worth trying.
 */
export function planFits(
  size: DataSize,
  seconds: number,
  useOrder: boolean,
  algorithms?: readonly string[],
): FitPlan[] {
  const allowed = candidateFits(size, seconds, useOrder).filter(
    (plan) => algorithms === undefined || algorithms.includes(plan.algorithm),
  );
  let left = seconds * fittingShare;
  return allowed.filter((plan) => {
    // What costs next to nothing is always worth trying.
    if (plan.seconds > left && plan.seconds > 1) return false;
    left -= plan.seconds;
    return true;
  });
}

function candidateFits(size: DataSize, seconds: number, useOrder: boolean): FitPlan[] {
  const { items, interactions, pairs } = size;
  const pairCost = cost.pair * pairs;
  const isOrdered = useOrder || size.hasTimestamps;
  const halfLives = (...lives: number[]): number[] => (useOrder ? lives : [0]);
  const fits: FitPlan[] = [
    { name: 'popularity', algorithm: 'popularity', parameters: {}, halfLives: [0], seconds: 0 },
    { name: 'itemKNN', algorithm: 'itemKNN', parameters: {}, halfLives: halfLives(0, 3), seconds: pairCost },
    ialsFit('ials', size, { dimensions: 64, strength: 1, unobservedWeight: 0.3 }, halfLives(0, 4)),
    { name: 'graphFilter', algorithm: 'graphFilter', parameters: {}, halfLives: halfLives(0, 4), seconds: pairCost + cost.subspaceStep * interactions * 64 * 16 },
  ];
  if (size.hasAttributes) {
    fits.push(
      { name: 'content', algorithm: 'content', parameters: {}, halfLives: halfLives(0, 4), seconds: 0.5 },
      { name: 'attributeFactors', algorithm: 'attributeFactors', parameters: {}, halfLives: halfLives(0, 4), seconds: 3 + cost.subspaceStep * interactions * 64 * 16 },
    );
  }
  if (size.hasTimestamps) fits.push(...timeFits(size));
  if (useOrder && (size.hasTimestamps || size.hasDevices)) {
    fits.push({ name: 'contextPopularity', algorithm: 'contextPopularity', parameters: {}, halfLives: [0], seconds: 0 });
  }
  if (useOrder) {
    fits.push({ name: 'transitions', algorithm: 'transitions', parameters: {}, halfLives: [0, 1, 3], seconds: cost.pair * interactions * 8 });
  }
  if (isOrdered) {
    const parameters = { window: 30, bothWays: true, columnExponent: 0.5 };
    fits.push({ name: 'neighbours', algorithm: 'transitions', parameters, halfLives: halfLives(0, 4), seconds: cost.pair * Math.min(pairs, interactions * 60) });
  }
  const head = Math.min(items, Math.floor(Math.cbrt((seconds * fittingShare * 0.3) / cost.inversion)));
  const easeCost = cost.inversion * head ** 3 + cost.pair * pairs;
  const ease = (name: string, parameters: object, lives: number[]): FitPlan => ({
    name,
    algorithm: 'ease',
    parameters: { ...parameters, exactLimit: head },
    halfLives: lives,
    seconds: easeCost,
  });
  const near = { proximity: 0.9, reach: 30 };
  const first = isOrdered ? [ease('easeNear', { regularisation: 150, ...near }, halfLives(0, 3))] : [];
  const second = isOrdered ? [ease('easeNearNormalised', { regularisation: 20, userNormalisation: 0.5, ...near, reach: 15 }, halfLives(0, 3))] : [];
  fits.push(
    ...first,
    ease('ease', { regularisation: 300 }, halfLives(0, 3)),
    ...second,
    ease('easeNormalised', { regularisation: 10, userNormalisation: 0.5 }, halfLives(0, 3)),
    ialsFit('ialsNarrow', size, { dimensions: 32, strength: 1, unobservedWeight: 0.3 }, [0]),
    ialsFit('ialsStrong', size, { dimensions: 64, strength: 1.6, unobservedWeight: 0.1 }, [0]),
    ialsFit('ialsWide', size, { dimensions: 128, strength: 1.6, unobservedWeight: 0.3 }, [0]),
    { name: 'bpr', algorithm: 'bpr', parameters: {}, halfLives: [0], seconds: cost.bpr * interactions * 100 * 64 },
    ease('easeDropout', { regularisation: 100, dropout: 0.33 }, [0]),
  );
  return fits;
}

/** Popularity of the day and of the user's own time. */
function timeFits(size: DataSize): FitPlan[] {
  const recent = [0.02, 0.06, 0.2].map((part) => ({
    name: `popularity${Math.max(1, Math.round(size.days * part))}Days`,
    algorithm: 'popularity',
    parameters: { halfLifeDays: Math.max(1, Math.round(size.days * part)) },
    halfLives: [0],
    seconds: 0,
  }));
  const moments = [32, 128].map((parts) => ({
    name: `momentPopularity${parts}`,
    algorithm: 'momentPopularity',
    parameters: { parts },
    halfLives: [0],
    seconds: 0.1,
  }));
  return [...recent, ...moments];
}

/**
 * ALS whose regularisation is chosen so that a user of average history is penalised by `strength` times the root of
 * that history's length, whatever the size of the catalogue; otherwise one setting would suit one catalogue.
 */
function ialsFit(
  name: string,
  size: DataSize,
  { dimensions, strength, unobservedWeight }: { dimensions: number; strength: number; unobservedWeight: number },
  halfLives: number[],
): FitPlan {
  const meanHistory = size.interactions / Math.max(1, size.users);
  const regularisation = (strength * Math.sqrt(meanHistory)) / (meanHistory + unobservedWeight * size.items);
  const epochs = 12;
  const perVector = 4 * dimensions * dimensions;
  const seconds = cost.factorStep * epochs * (interactionsCost(size.interactions, dimensions) + (size.users + size.items) * perVector);
  return { name, algorithm: 'ials', parameters: { dimensions, unobservedWeight, regularisation, epochs }, halfLives, seconds };
}

function interactionsCost(interactions: number, dimensions: number): number {
  return interactions * 2 * 4 * dimensions;
}
