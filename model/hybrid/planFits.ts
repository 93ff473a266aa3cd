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

/** Seconds per elementary step, measured on one 2020s server core. */
const cost = {
  inversion: 5.5e-11,
  pair: 6e-8,
  linkedPair: 1e-7,
  slimItem: 2e-4,
  factorEntry: 7.5e-10,
  factorVector: 8.6e-11,
  subspace: 6e-9,
  bpr: 1e-8,
} as const;

/** The part of a round that one EASE may take: it decides how many of the most popular items it reaches. */
const easePart = 0.25;
/** Below this part of all user-item pairs touched, data is sparse, and ALS wants another setting. */
const sparseDensity = 0.005;

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
  const allowed = candidateFits(size, seconds, useOrder).filter(({ algorithm }) =>
    algorithms === undefined ? algorithm !== 'bpr' : algorithms.includes(algorithm),
  );
  let left = seconds;
  return allowed.filter((plan) => {
    // What costs next to nothing is always worth trying.
    if (plan.seconds > left && plan.seconds > 1) return false;
    left -= plan.seconds;
    return true;
  });
}

function candidateFits(size: DataSize, seconds: number, useOrder: boolean): FitPlan[] {
  const { items, interactions, pairs } = size;
  const isOrdered = useOrder || size.hasTimestamps;
  const halfLives = (...lives: number[]): number[] => (useOrder ? lives : [0]);
  const subspaceSeconds = cost.subspace * interactions * 64 * 16;
  const slim = (name: string, parameters: object, lives: number[]): FitPlan => ({
    name,
    algorithm: 'slim',
    parameters,
    halfLives: lives,
    seconds: cost.pair * pairs + cost.slimItem * items,
  });
  const fits: FitPlan[] = [{ name: 'popularity', algorithm: 'popularity', parameters: {}, halfLives: [0], seconds: 0 }];
  // Before what costs more: cold items have nothing else.
  if (size.hasAttributes) {
    fits.push(
      { name: 'content', algorithm: 'content', parameters: {}, halfLives: halfLives(0, 4), seconds: 0.5 },
      {
        name: 'attributeFactors',
        algorithm: 'attributeFactors',
        parameters: {},
        halfLives: halfLives(0, 4),
        seconds: 3 + subspaceSeconds,
      },
    );
  }
  fits.push(
    { name: 'itemKNN', algorithm: 'itemKNN', parameters: {}, halfLives: halfLives(0, 3), seconds: cost.pair * pairs },
    slim('slim', {}, halfLives(0, 3)),
    ialsFit('ials', size, { dimensions: 64, isSparse: isSparse(size) }, halfLives(0, 4)),
    {
      name: 'graphFilter',
      algorithm: 'graphFilter',
      parameters: {},
      halfLives: halfLives(0, 4),
      seconds: cost.pair * pairs + subspaceSeconds,
    },
  );
  if (size.hasTimestamps) fits.push(...timeFits(size));
  if (useOrder && (size.hasTimestamps || size.hasDevices)) {
    fits.push({
      name: 'contextPopularity',
      algorithm: 'contextPopularity',
      parameters: {},
      halfLives: [0],
      seconds: 0,
    });
  }
  if (useOrder) {
    fits.push(
      {
        name: 'transitions',
        algorithm: 'transitions',
        parameters: {},
        halfLives: [0, 1, 3],
        seconds: cost.linkedPair * interactions * 3,
      },
      {
        name: 'slit',
        algorithm: 'slit',
        parameters: {},
        halfLives: [2, 4],
        seconds: 2 * cost.pair * pairs + cost.slimItem * items,
      },
    );
  }
  if (isOrdered) {
    const parameters = { window: 30, bothWays: true, columnExponent: 0.5 };
    fits.push(
      {
        name: 'neighbours',
        algorithm: 'transitions',
        parameters,
        halfLives: halfLives(0, 4),
        seconds: cost.linkedPair * Math.min(pairs, interactions * 60),
      },
      slim('slimNear', { regularisation: 10, proximity: 0.9 }, halfLives(0, 3)),
    );
  }
  fits.push(ialsFit('ialsWide', size, { dimensions: 128, isSparse: isSparse(size) }, halfLives(0, 4)));
  fits.push(...easeFits(size, seconds, isOrdered, halfLives(0, 3)));
  fits.push(
    ialsFit('ialsOther', size, { dimensions: 64, isSparse: !isSparse(size) }, [0]),
    ialsFit('ialsWidest', size, { dimensions: 256, isSparse: isSparse(size) }, halfLives(0, 4)),
    slim('slimPlain', { regularisation: 50, userNormalisation: 0 }, [0]),
    ialsFit('ialsNarrow', size, { dimensions: 32, isSparse: isSparse(size) }, [0]),
    { name: 'bpr', algorithm: 'bpr', parameters: {}, halfLives: [0], seconds: cost.bpr * interactions * 100 * 64 },
  );
  return fits;
}

/** EASE by closeness and by plain counts where it reaches all items; where it must keep to a head, once. */
function easeFits(size: DataSize, seconds: number, isOrdered: boolean, halfLives: number[]): FitPlan[] {
  const head = Math.min(size.items, Math.floor(Math.cbrt((seconds * easePart) / cost.inversion)));
  const ease = (name: string, parameters: object): FitPlan => ({
    name,
    algorithm: 'ease',
    parameters: { ...parameters, exactLimit: head },
    halfLives,
    seconds: cost.inversion * head ** 3 + 0.2 * cost.pair * size.pairs,
  });
  const near = { proximity: 0.9, reach: 30 };
  const normalised = { regularisation: 10, userNormalisation: 0.5 };
  const nearNormalised = { ...near, regularisation: 20, userNormalisation: 0.5, reach: 15 };
  if (head < 0.7 * size.items) {
    return [isOrdered ? ease('easeNearNormalised', nearNormalised) : ease('easeNormalised', normalised)];
  }
  return [
    ...(isOrdered ? [ease('easeNear', { regularisation: 150, ...near })] : []),
    ease('ease', { regularisation: 300 }),
    ...(isOrdered ? [ease('easeNearNormalised', nearNormalised)] : []),
    ease('easeNormalised', normalised),
  ];
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

function isSparse({ users, items, interactions }: DataSize): boolean {
  return interactions / (users * items) < sparseDensity;
}

/**
 * What ALS wants of dense and of sparse data: how much everything untouched counts, and the threshold below.
 */
const alsSettings = {
  dense: { unobservedWeight: 0.3, threshold: 0.42 },
  sparse: { unobservedWeight: 0.03, threshold: 0.2 },
} as const;

/**
 * ALS whose regularisation fits the size of the data. Penalties of a and b on users and items hold back every direction
 * of the matrix whose singular value is below the root of ab; of a matrix of chance, the largest is about the root of a
 * mean row plus the root of a mean column (Marchenko and Pastur 1967). The threshold is a part of that.
 */
function ialsFit(
  name: string,
  { users, items, interactions }: DataSize,
  { dimensions, isSparse }: { dimensions: number; isSparse: boolean },
  halfLives: number[],
): FitPlan {
  const { unobservedWeight, threshold } = isSparse ? alsSettings.sparse : alsSettings.dense;
  const ofUser = interactions / Math.max(1, users);
  const ofItem = interactions / Math.max(1, items);
  const penaltyPerUnit = Math.sqrt((ofUser + unobservedWeight * items) * (ofItem + unobservedWeight * users));
  const regularisation = (threshold * (Math.sqrt(ofUser) + Math.sqrt(ofItem))) / Math.max(1e-9, penaltyPerUnit);
  const epochs = 12;
  const seconds =
    epochs *
    (cost.factorEntry * interactions * 8 * dimensions + cost.factorVector * (users + items) * 4 * dimensions ** 2);
  return {
    name,
    algorithm: 'ials',
    parameters: { dimensions, unobservedWeight, regularisation, epochs },
    halfLives,
    seconds,
  };
}
