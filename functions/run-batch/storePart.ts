import * as z from 'zod';
import { batchKeys } from '../../schema/contract/batches.ts';
import type { StorePartAnswer, StorePartInput, StoreProgress } from '../../schema/contract/batchSteps.ts';
import type { ReasonCode } from '../../schema/generated/types.ts';
import type { BatchDependencies } from './BatchDependencies.ts';
import type { StorableList } from './createListWriter.ts';
import { storedLists } from './jobReports.ts';

const text = z.string().min(1);
const reason = z.object({
  code: z.custom<ReasonCode>((code) => text.safeParse(code).success),
  evidence: z.object({ itemIds: z.array(z.string()), attributes: z.array(z.string()) }),
  share: z.number(),
});
const batchList = z.object({
  userId: text,
  placement: text,
  recommendationId: text,
  modelVersion: text,
  source: text,
  generatedAt: text,
  basedOn: text,
  items: z.array(z.object({ itemId: text, score: z.number(), reasons: z.array(reason) })),
}) satisfies z.ZodType<StorableList>;

/**
 * Stores the lists of a part, so many a second, until it is done or the time of a call is up. A part that was done before
 * costs one read.
 */
export async function storePart(
  { batchId, part, progress }: StorePartInput,
  dependencies: BatchDependencies,
): Promise<StorePartAnswer> {
  const { archive, listsPerSecond, sleep, clock, storingMilliseconds } = dependencies;
  const doneKey = batchKeys.stored(batchId, part);
  const content = await archive.read(`${batchKeys.lists(batchId)}${part}.jsonl`);
  const lines = content.split('\n').filter((line) => line !== '');
  if (progress.line === 0 && (await archive.has(doneKey))) {
    return { ...(await archive.readJson(doneKey, storedLists)), line: lines.length, done: true };
  }
  const made: StoreProgress = { ...progress, done: false };
  const started = clock();
  while (made.line < lines.length && clock() - started < storingMilliseconds) {
    const second = clock();
    const some = lines.slice(made.line, made.line + listsPerSecond);
    const outcomes = await Promise.all(some.map((line) => store(line, dependencies)));
    for (const outcome of outcomes) made[outcome] += 1;
    made.line += some.length;
    if (made.line < lines.length) await sleep(Math.max(0, 1000 - (clock() - second)));
  }
  if (made.line < lines.length) return made;
  const { stored, superseded, unstorable } = made;
  await archive.write(doneKey, JSON.stringify({ stored, superseded, unstorable }));
  return { ...made, done: true };
}

async function store(line: string, { writeList }: BatchDependencies): Promise<'stored' | 'superseded' | 'unstorable'> {
  const list = batchList.safeParse(parse(line));
  return list.success ? writeList(list.data) : 'unstorable';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
