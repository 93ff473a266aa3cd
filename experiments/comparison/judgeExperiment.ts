import { compareVariants, type Comparison, type ComparisonPlan, type ComparisonResult } from './Comparison.ts';

/** A metric that may not get worse while the goal gets better, such as the share of users who dislike something. */
export interface GuardMetric {
  readonly name: string;
  readonly betterWhen: 'HIGHER' | 'LOWER';
  /** How much worse is still put up with, in the metric's own unit (a difference of rates), 0 or more. */
  readonly margin: number;
}

export interface ExperimentPlan extends ComparisonPlan {
  readonly guards: readonly GuardMetric[];
  /** The chance that any treatment without effect on the goal is ever called different. @defaultValue 0.05 */
  readonly alpha?: number;
  /** The chance that any guard stops an experiment that harms nothing. @defaultValue 0.05 */
  readonly guardAlpha?: number;
}

/** What is known of one treatment against the control. */
export interface TreatmentData {
  readonly variant: string;
  readonly goal: Comparison;
  /** By the guard's name. A guard's expected rate is the plan's; only its power depends on it. */
  readonly guards: Readonly<Record<string, Comparison>>;
  /** The goal by segment of users (new, returning, a country); each user in one of them. */
  readonly segments: Readonly<Record<string, Comparison>>;
}

export type Verdict = 'RUNNING' | 'BETTER' | 'WORSE' | 'GUARD_BROKEN';

export interface TreatmentVerdict {
  readonly variant: string;
  readonly verdict: Verdict;
  readonly goal?: ComparisonResult;
  /** Guards that were proven to be worse than their margin allows. */
  readonly brokenGuards: readonly string[];
  readonly guards: Readonly<Record<string, ComparisonResult | undefined>>;
  /** Intervals that hold for all segments at once; they explain a verdict and never make one. */
  readonly segments: Readonly<Record<string, ComparisonResult | undefined>>;
}

/**
 * What may be said now, after any number of earlier looks. Several treatments, guards and segments share their error
 * rates by Bonferroni. A broken guard goes before everything else.
 */
export function judgeExperiment(treatments: readonly TreatmentData[], plan: ExperimentPlan): TreatmentVerdict[] {
  const alpha = (plan.alpha ?? 0.05) / treatments.length;
  const guardAlpha = (plan.guardAlpha ?? 0.05) / (treatments.length * Math.max(1, plan.guards.length));
  return treatments.map(({ variant, goal: data, guards: guardData, segments: segmentData }) => {
    const goal = compareVariants(data, plan, alpha);
    const guards = Object.fromEntries(
      plan.guards.map(({ name }) => [
        name,
        guardData[name] === undefined ? undefined : compareVariants(guardData[name], plan, guardAlpha),
      ]),
    );
    const brokenGuards = plan.guards.filter((guard) => isBroken(guard, guards[guard.name])).map(({ name }) => name);
    const segmentNames = Object.keys(segmentData);
    const segments = Object.fromEntries(
      segmentNames.map((name) => [name, compareVariants(segmentData[name], plan, alpha / segmentNames.length)]),
    );
    return { variant, verdict: verdictOf(goal, brokenGuards), goal, brokenGuards, guards, segments };
  });
}

function isBroken({ betterWhen, margin }: GuardMetric, result: ComparisonResult | undefined): boolean {
  if (result === undefined) return false;
  return betterWhen === 'HIGHER' ? result.high < -margin : result.low > margin;
}

function verdictOf(goal: ComparisonResult | undefined, brokenGuards: readonly string[]): Verdict {
  if (brokenGuards.length > 0) return 'GUARD_BROKEN';
  if (goal === undefined) return 'RUNNING';
  if (goal.low > 0) return 'BETTER';
  return goal.high < 0 ? 'WORSE' : 'RUNNING';
}
