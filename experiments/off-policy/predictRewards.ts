import { countOf, type LoggedDecision } from './LoggedDecision.ts';

const folds = 2;
/** How many decisions the mean of all actions weighs against an action's own mean. */
const priorDecisions = 10;

/**
 * What each action of each decision is expected to bring: the log's own prediction, or else the action's mean reward,
 * drawn towards the mean of all. The means come from the other half of the users, so that no reward predicts itself
 * (cross-fitting, Chernozhukov et al. 2018). A poor prediction makes the doubly robust estimate no less right, only
 * less sharp.
 */
export function predictRewards(decisions: readonly LoggedDecision[]): number[][] {
  const foldOf = foldsByUser(decisions);
  const means = Array.from({ length: folds }, (_, fold) => {
    const others = decisions.filter((_decision, index) => foldOf[index] !== fold);
    return actionMeans(others.length > 0 ? others : decisions);
  });
  return decisions.map(({ actions }, index) =>
    actions.map(({ action, predictedReward }) => predictedReward ?? means[foldOf[index]](action)),
  );
}

function actionMeans(decisions: readonly LoggedDecision[]): (action: string) => number {
  const sums = new Map<string, { count: number; sum: number }>();
  const all = { count: 0, sum: 0 };
  for (const decision of decisions) {
    const own = sums.get(decision.shown) ?? { count: 0, sum: 0 };
    sums.set(decision.shown, own);
    for (const part of [own, all]) {
      part.count += countOf(decision);
      part.sum += countOf(decision) * decision.reward;
    }
  }
  const overall = all.sum / all.count;
  return (action) => {
    const { count, sum } = sums.get(action) ?? { count: 0, sum: 0 };
    return (sum + priorDecisions * overall) / (count + priorDecisions);
  };
}

/** All decisions of a user fall into one fold; users take turns. */
function foldsByUser(decisions: readonly LoggedDecision[]): number[] {
  const foldOfUser = new Map<string, number>();
  let next = 0;
  return decisions.map(({ userId }) => {
    const fold = (userId === undefined ? undefined : foldOfUser.get(userId)) ?? next++ % folds;
    if (userId !== undefined) foldOfUser.set(userId, fold);
    return fold;
  });
}
