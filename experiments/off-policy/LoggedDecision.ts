/** Something that could have been shown at a decision. */
export interface LoggedAction {
  /** An item id, or the name of a list where whole lists are chosen between. */
  readonly action: string;
  /** The chance with which the shop showed it, as logged then. */
  readonly propensity: number;
  /** The chance with which the new policy would show it. */
  readonly targetPropensity: number;
  /** What a model expects of it, in the unit of the reward; of all actions of a decision or of none. */
  readonly predictedReward?: number;
}

/** One decision: what could be shown, what was, and what came of it. */
export interface LoggedDecision {
  readonly userId?: string;
  readonly shown: string;
  readonly reward: number;
  readonly actions: readonly LoggedAction[];
  /** How many such decisions it stands for, with that reward on average. @defaultValue 1 */
  readonly count?: number;
}

/** How many decisions of a log one of its entries stands for. */
export const countOf = ({ count = 1 }: LoggedDecision): number => count;

/** Chances of one decision add up to 1, give or take the rounding of who logged them. */
const tolerance = 1e-3;

/**
 * Checks one line of a log. What is wrong with it comes back as text, so that a line costs only itself.
 *
 * @param value a parsed line of JSON
 */
export function readDecision(value: unknown): LoggedDecision | string {
  if (!isRecord(value)) return 'the line is not an object';
  const { userId, shown, reward, actions } = value;
  if (userId !== undefined && typeof userId !== 'string') return 'userId must be a text';
  if (typeof shown !== 'string') return 'shown must be the action that was shown';
  if (!isNumber(reward)) return 'reward must be a number';
  if (!Array.isArray(actions) || actions.length === 0) return 'actions must list what could have been shown';
  const read: LoggedAction[] = [];
  for (const action of actions) {
    const result = readAction(action);
    if (typeof result === 'string') return result;
    read.push(result);
  }
  return problemOf(shown, read) ?? { userId, shown, reward, actions: read };
}

function readAction(value: unknown): LoggedAction | string {
  if (!isRecord(value) || typeof value.action !== 'string') return 'each of actions needs an action';
  const { action, propensity, targetPropensity, predictedReward } = value;
  if (!isChance(propensity)) return `propensity of "${action}" must lie between 0 and 1`;
  if (!isChance(targetPropensity)) return `targetPropensity of "${action}" must lie between 0 and 1`;
  if (predictedReward !== undefined && !isNumber(predictedReward)) {
    return `predictedReward of "${action}" must be a number`;
  }
  return { action, propensity, targetPropensity, predictedReward };
}

function problemOf(shown: string, actions: readonly LoggedAction[]): string | undefined {
  if (new Set(actions.map(({ action }) => action)).size < actions.length) return 'an action stands twice in actions';
  for (const field of ['propensity', 'targetPropensity'] as const) {
    const total = actions.reduce((sum, action) => sum + action[field], 0);
    if (Math.abs(total - 1) > tolerance) return `${field} of all actions must add up to 1, not ${total}`;
  }
  const chosen = actions.find(({ action }) => action === shown);
  if (chosen === undefined) return 'shown is none of actions';
  if (chosen.propensity === 0) return 'what was shown has the propensity 0';
  const predicted = actions.filter(({ predictedReward }) => predictedReward !== undefined).length;
  if (predicted > 0 && predicted < actions.length) return 'predictedReward stands at some actions only';
  return undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isChance = (value: unknown): value is number => isNumber(value) && value >= 0 && value <= 1;
