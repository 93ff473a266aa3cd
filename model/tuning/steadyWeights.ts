import type { HybridComponent } from '../hybrid/HybridModel.ts';
import { BlendObjective } from './BlendObjective.ts';
import type { CasePool } from './CasePool.ts';
import { averagedWeights, gainsOf, isBeyondChance, singleValues, totalWeight } from './learnWeights.ts';
import { basisOf } from './planFits.ts';
import type { FitPlan } from './planFits.ts';

/** What the learning of weights knows of a component. */
export interface BlendPart {
  /** Components of one family (an algorithm) see much the same. */
  readonly family: string;
  /** Whether it may count against an item. */
  readonly mayBeNegative: boolean;
  /** Whether it knows the user: only such parts get weight without having earned it. */
  readonly isPersonal: boolean;
  /** Whether it may have any weight where somebody's history is known. */
  readonly takesPart: boolean;
}

/** The components as parts of a blend. */
export function blendParts(
  plans: readonly FitPlan[],
  components: readonly HybridComponent[],
  useOrder: boolean,
): BlendPart[] {
  const bases = components.map(({ model }) => basisOf(plans[model]));
  return components.map(({ model }, index) => ({
    family: plans[model].algorithm,
    // Being too well known may count against an item where the future is asked for and validation can tell; being on the
    // rise may not, chance would pass for a rule.
    mayBeNegative: useOrder && index === bases.indexOf('popularity'),
    isPersonal: bases[index] === 'behaviour' || bases[index] === 'attributes',
    // Where gaps are filled, how well known the answers are is what validation cannot know.
    takesPart: useOrder || bases[index] !== 'popularity' || bases.every((basis) => basis === 'popularity'),
  }));
}

/** How far learned weights are drawn towards an even mixture of the good families, as far as that holds. */
const drawnParts = [0.25, 0.2, 0.15, 0.1, 0.05] as const;
/** How far where a kind falls below by chance. */
const doubtfulPart = 0.1;
/** What the best part of a kind reaches there is seen on the same cases, and so a little high. */
const nearlyAll = 0.99;
/** A family is good when its best component reaches this part of what the best of all does. */
const goodEnough = 0.7;
/** Fewest cases of a kind that can tell the blend from its best part. */
const tellingCases = 50;
const stepsTowardsBest = [0.25, 0.5, 0.75] as const;

/**
 * Weights that hold when what is asked for is drawn otherwise than validation was: learned with an equal say of every
 * kind of held-out part, and more of those that come off badly, and drawn towards an even mixture of the good families,
 * as far as no kind falls below the part that is best on it, else a little. Weights that are worse than the best single part, on all kinds together or beyond
 * chance on one of them, are moved towards that part, and in the end they are that part. Components that are not
 * `allowed` stay at 0.
 */
export function steadyWeights(
  pools: readonly CasePool[],
  parts: readonly BlendPart[],
  considered: readonly boolean[] = parts.map(() => true),
): number[] {
  const allowed = parts.map(({ takesPart }, index) => takesPart && considered[index]);
  const heard = withEqualSay(pools, parts.length);
  const mayBeNegative = parts.map((part) => part.mayBeNegative);
  const first = averagedWeights(heard, mayBeNegative, allowed);
  const again = withMoreSayOfTheWorst(heard, first, allowed);
  const learned = again === heard ? first : averagedWeights(again, mayBeNegative, allowed);
  const alone = bestPartAlone(heard, parts.length, allowed);
  const even = evenMixture(heard, parts, allowed);
  const drawn = drawnParts.map((part) => mixed(learned, even, part)).find(beatsBestOfEachKind(heard, allowed));
  if (drawn !== undefined) return drawn;
  const candidates = [
    mixed(learned, even, doubtfulPart),
    learned,
    ...stepsTowardsBest.map((step) => mixed(learned, alone, step)),
  ];
  return candidates.find((candidate) => isNoWorse(heard, alone, candidate)) ?? alone;
}

/** The cases with weights by which every kind counts alike: by how close a blend comes to the best part on that kind. */
export function withEqualSay(pools: readonly CasePool[], components: number): CasePool[] {
  return kindsOf(pools).flatMap((ofKind) => {
    const best = Math.max(...singleValues(new BlendObjective(ofKind, components)), 0);
    const weight = best === 0 ? 0 : 1 / (ofKind.length * best);
    return ofKind.map((pool) => ({ ...pool, weight }));
  });
}

/** How steeply a kind that comes off badly gains in say. */
const steepness = 8;

/**
 * The cases with more weight on the kinds on which weights do badly, compared with the part that is best there (as
 * multiplicative weights do on the way to the best worst case, Freund and Schapire 1999).
 */
function withMoreSayOfTheWorst(
  pools: readonly CasePool[],
  weights: readonly number[],
  allowed: readonly boolean[],
): readonly CasePool[] {
  const kinds = kindsOf(pools);
  if (kinds.length === 1) return pools;
  const ratios = kinds.map((ofKind) => {
    const objective = new BlendObjective(ofKind, weights.length);
    const best = Math.max(...singleValues(objective).filter((_, index) => allowed[index]));
    objective.reset(weights);
    return best === 0 ? 1 : Math.max(0.5, objective.value() / best);
  });
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  return kinds.flatMap((ofKind, kind) =>
    ofKind.map((pool) => ({ ...pool, weight: pool.weight * (mean / ratios[kind]) ** steepness })),
  );
}

/**
 * The best component of every good family, all with the same weight: what seldom is best and never far off. Nothing where
 * what is in demand is a better answer than any family that knows the user: then it is not their mixture that holds.
 */
export function evenMixture(
  pools: readonly CasePool[],
  parts: readonly BlendPart[],
  allowed: readonly boolean[],
): number[] {
  const values = singleValues(new BlendObjective(pools, parts.length));
  const best = new Map<string, number>();
  parts.forEach(({ family, isPersonal }, index) => {
    if (!allowed[index] || !isPersonal) return;
    const known = best.get(family);
    if (known === undefined || values[index] > values[known]) best.set(family, index);
  });
  const most = Math.max(...[...best.values()].map((index) => values[index]));
  if (values.some((value, index) => allowed[index] && !parts[index].isPersonal && value > most))
    return parts.map(() => 0);
  const chosen = [...best.values()].filter((index) => values[index] > 0 && values[index] >= goodEnough * most);
  return parts.map((_, index) => (chosen.includes(index) ? totalWeight / chosen.length : 0));
}

/** (1 - part) times the one and part times the other; the one as it is where the other is nothing. */
function mixed(one: readonly number[], other: readonly number[], part: number): number[] {
  if (other.every((weight) => weight === 0)) return [...one];
  return one.map((weight, index) => (1 - part) * weight + part * other[index]);
}

/** All weight on the component that is best alone. */
function bestPartAlone(pools: readonly CasePool[], components: number, allowed: readonly boolean[]): number[] {
  const values = singleValues(new BlendObjective(pools, components)).map((value, index) =>
    allowed[index] ? value : -1,
  );
  const best = values.indexOf(Math.max(...values));
  return values.map((_, index) => (index === best ? totalWeight : 0));
}

/** Whether weights do as well on every kind as the part that is best on it. */
function beatsBestOfEachKind(
  pools: readonly CasePool[],
  allowed: readonly boolean[],
): (weights: readonly number[]) => boolean {
  const kinds = kindsOf(pools)
    .filter((ofKind) => ofKind.length >= tellingCases)
    .map((ofKind) => {
      const objective = new BlendObjective(ofKind, allowed.length);
      const best = Math.max(...singleValues(objective).filter((_, index) => allowed[index]));
      return { objective, best };
    });
  return (weights) =>
    kinds.every(({ objective, best }) => {
      objective.reset(weights);
      return objective.value() >= nearlyAll * best;
    });
}

/** Whether weights do as well as others on all cases together, and on no kind worse beyond chance. */
function isNoWorse(pools: readonly CasePool[], before: readonly number[], after: readonly number[]): boolean {
  const gains = gainsOf(pools, before, after);
  if (gains.reduce((sum, gain, index) => sum + pools[index].weight * gain, 0) < 0) return false;
  const kinds = kindsOf(pools).filter((ofKind) => ofKind.length >= tellingCases);
  return !kinds.some((ofKind) => isBeyondChance(gainsOf(ofKind, after, before)));
}

/** The cases by the way in which their answers were held out. */
function kindsOf(pools: readonly CasePool[]): CasePool[][] {
  const kinds = new Map<string, CasePool[]>();
  for (const pool of pools) {
    const known = kinds.get(pool.kind);
    if (known === undefined) kinds.set(pool.kind, [pool]);
    else known.push(pool);
  }
  return [...kinds.values()];
}
