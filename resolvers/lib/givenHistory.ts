import { util } from '@aws-appsync/utils';
import { idText } from '../../schema/contract/checks.ts';
import { parseInstant, toInstant } from '../../schema/contract/instant.ts';
import { interactionProblem } from '../../schema/contract/interaction.ts';
import { historySize } from '../../schema/contract/limits.ts';
import { noHistory } from '../../schema/contract/rows.ts';
import type { HistoryEntry } from '../../schema/contract/scoring.ts';
import type { HistoryEntryInput } from '../../schema/generated/types.ts';
import { invalidInput, requireNone } from './invalidInput.ts';
import { lengthProblem } from './lengthProblem.ts';
import type { ListToken } from './listToken.ts';

/**
 * A history that comes with the request, checked as interactions are. Nobody recorded it: an entry counts as recorded
 * when it happened, and one without a timestamp happened when the first page was asked for, so that later pages take it
 * for the same.
 */
export function readGivenHistory(given: HistoryEntryInput[], token: ListToken | null): HistoryEntry[] {
  if (given.length > historySize) invalidInput('history', `${given.length} entries`, `at most ${historySize}`);
  requireNone(lengthProblem(given.map(({ itemId }, index) => idText(`history[${index}].itemId`, itemId))));
  const now = util.time.nowEpochMilliSeconds();
  const firstAsked = token && token.basedOn !== noHistory ? token.basedOn : toInstant(now);
  return given.map((entry, index) => {
    const { itemId, eventType, eventValue, timestamp } = entry;
    const problem = interactionProblem(entry, `history[${index}].`, now);
    // A visitor whose clock is ahead is still to see a list.
    if (problem && problem.errorType !== 'TimestampInFuture') util.error(problem.message, problem.errorType);
    const happened = timestamp ? parseInstant(timestamp) : null;
    const instant = happened === null || happened > now ? firstAsked : toInstant(happened);
    return eventValue === undefined || eventValue === null
      ? { itemId, eventType, timestamp: instant, recordedAt: instant }
      : { itemId, eventType, eventValue, timestamp: instant, recordedAt: instant };
  });
}
