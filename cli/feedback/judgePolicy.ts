import { writeFileSync } from 'node:fs';
import { estimateLog, type LogEstimate } from '../../experiments/off-policy/estimateLog.ts';
import { favourites, offers } from './experimentsOf.ts';
import type { Findings } from './FeedbackDemo.ts';

/**
 * Asks the log of the bandit what its winner would have brought if everybody had had it. The actions are whole lists,
 * and their propensities the shares that the split had when somebody came.
 *
 * @param file where the log is written, for `npm run -s evaluate -- --log`
 */
export async function judgePolicy({ visits, sharesOf }: Findings, file: string): Promise<LogEstimate> {
  const lines = visits.flatMap(({ userId, lists }) => {
    const seen = lists.find(({ list }) => list.placement === offers);
    const shares = sharesOf.get(userId);
    if (!seen?.list.variant || !shares) return [];
    const actions = [...shares].map(([action, propensity]) => ({
      action,
      propensity,
      targetPropensity: action === favourites ? 1 : 0,
    }));
    const reward = seen.deeds.some(({ eventType }) => eventType === 'CLICK') ? 1 : 0;
    return [JSON.stringify({ userId, shown: seen.list.variant, reward, actions })];
  });
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  return estimateLog(file);
}
