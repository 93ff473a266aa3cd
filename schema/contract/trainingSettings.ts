import { describeProblem, quote } from './checks.ts';
import type { TrainingSettings } from './models.ts';

/** What a training is run with where neither the deployment nor the request says otherwise. */
export const defaultTrainingSettings: TrainingSettings = {
  budgetSeconds: 120,
  seed: 1,
  shadowShare: 0.2,
  shadowSeconds: 3600,
  canaryShare: 0.1,
  canarySeconds: 14_400,
  toleratedLoss: 0.02,
  force: false,
};

interface Bounds {
  smallest: number;
  largest: number;
  isWhole: boolean;
}

/** Of each number. */
const bounds: Record<string, Bounds> = {
  // A day: longer than any search that still finds something.
  budgetSeconds: { smallest: 1, largest: 86_400, isWhole: true },
  seed: { smallest: 0, largest: 4_294_967_295, isWhole: true },
  shadowShare: { smallest: 0, largest: 1, isWhole: false },
  // Three days: a run with both stages ends within the week that the workflow may take.
  shadowSeconds: { smallest: 0, largest: 259_200, isWhole: true },
  canaryShare: { smallest: 0, largest: 1, isWhole: false },
  toleratedLoss: { smallest: 0, largest: 1, isWhole: false },
  canarySeconds: { smallest: 0, largest: 259_200, isWhole: true },
};

/** Why settings are refused. Those that are left out or null are not looked at. */
export function trainingSettingsProblem(settings: object | null | undefined, path: string): string | null {
  const given = (settings ?? {}) as Record<string, unknown>;
  const problems = Object.entries(bounds).flatMap(([name, { smallest, largest, isWhole }]) => {
    const value = given[name];
    if (value === null || value === undefined) return [];
    const allowed = `${isWhole ? 'a whole number, ' : ''}${smallest} to ${largest}`;
    if (typeof value !== 'number') return [describeProblem(`${path}.${name}`, quote(value), allowed)];
    if (value >= smallest && value <= largest && (!isWhole || Math.floor(value) === value)) return [];
    return [describeProblem(`${path}.${name}`, `${value}`, allowed)];
  });
  return problems.length > 0 ? problems[0] : null;
}
