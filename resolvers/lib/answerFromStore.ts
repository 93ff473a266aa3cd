import { util } from '@aws-appsync/utils';
import type { Recommendation } from '../../schema/generated/types.ts';
import { basedOnOfRequest, forgetUser, idsToLeaveOut, isPlain, toPage, type ListStash } from './recommendationList.ts';

/**
 * Answers from the stored list when that is as good as a new one: made from the same history, young enough, not
 * degraded, long enough for the page, and the request asks for nothing special.
 *
 * @param stash - gets `recommendations` when the stored list serves
 */
export function answerFromStore(stash: ListStash, env: Record<string, string>): void {
  const { request, storedList } = stash;
  if (!storedList || storedList.degraded || !isPlain(request)) return;
  const basedOn = basedOnOfRequest(stash);
  const age = util.time.nowEpochMilliSeconds() - util.time.parseISO8601ToEpochMilliSeconds(storedList.generatedAt);
  if (storedList.basedOn !== basedOn || age > +env.STORED_LIST_SECONDS * 1000) return;
  const items = JSON.parse(storedList.items) as Recommendation[];
  const leftOut = idsToLeaveOut(stash);
  const candidates = items.filter((item) => !leftOut.includes(item.itemId));
  // A list shorter than what is stored at most is all that the model had to say.
  const isWhole = items.length < +env.STORED_LIST_SIZE;
  if (candidates.length < request.limit && !isWhole) return;
  stash.recommendations = toPage(request, { ...storedList, source: 'STORED', basedOn }, candidates, !isWhole);
  forgetUser(stash);
}
