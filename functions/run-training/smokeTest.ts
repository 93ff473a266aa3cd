import * as z from 'zod';
import type { InvocationRequest, InvocationResponse } from '../../model/contract/index.ts';
import type { SmokeTestAnswer, SmokeTestInput } from '../../schema/contract/trainingSteps.ts';
import { resourceName } from '../shared/runNames.ts';
import type { TrainingDependencies } from './TrainingDependencies.ts';

/** A serverless endpoint starts a container for the first request; SageMaker itself gives up after a minute. */
const budget = 60_000;
const attempts = 3;
const pause = 5_000;
const listLength = 10;
/** Items of the popular list that the user of the second request has viewed. */
const historyLength = 3;

const answerShape = z.object({
  modelVersion: z.string(),
  source: z.string(),
  items: z
    .array(z.object({ itemId: z.string().min(1), score: z.number(), reasons: z.array(z.unknown()) }))
    .min(1)
    .max(listLength),
});

/**
 * Asks the new endpoint for what is popular, and then for a user who viewed some of it. A list that is empty, names an
 * item twice, is out of order or shows what the user has seen fails, and so does another model than the one expected.
 */
export async function smokeTest(
  { runId }: SmokeTestInput,
  dependencies: TrainingDependencies,
): Promise<SmokeTestAnswer> {
  const { places, clock } = dependencies;
  const ask = (request: Partial<InvocationRequest>) =>
    askPatiently(
      resourceName(places.prefix, runId),
      { kind: 'POPULAR', now: clock(), limit: listLength, explain: false, ...request },
      dependencies,
    );
  const popular = await ask({});
  if (typeof popular === 'string') return failed('POPULAR', popular);
  const wrong = problemOf(popular, runId, []);
  if (wrong) return failed('POPULAR', wrong);

  const seen = popular.items.slice(0, historyLength).map(({ itemId }) => itemId);
  const history = seen.map((itemId, index) => ({ itemId, eventType: 'VIEW', timestamp: clock() - index * 1000 }));
  const recommended = await ask({ kind: 'RECOMMEND', history });
  if (typeof recommended === 'string') return failed('RECOMMEND', recommended);
  const problem = problemOf(recommended, runId, seen);
  return problem ? failed('RECOMMEND', problem) : { decision: 'GO_ON' };
}

function failed(kind: string, problem: string): SmokeTestAnswer {
  const reason = `SMOKE_TEST_FAILED: The new endpoint was asked for a ${kind} list: ${problem}.`;
  return { decision: 'STOP', outcome: { status: 'FAILED', reason } };
}

/** The answer, or why there is none after several attempts. */
async function askPatiently(
  endpointName: string,
  request: InvocationRequest,
  { askEndpoint, sleep }: TrainingDependencies,
): Promise<InvocationResponse | string> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await askEndpoint(endpointName, request, budget);
    if ('answer' in outcome) return outcome.answer;
    if (attempt === attempts) {
      const cause = outcome.cause instanceof Error ? `: ${outcome.cause.message}` : '';
      return `${outcome.failure} in each of ${attempts} attempts${cause}`.slice(0, 300);
    }
    await sleep(pause);
  }
}

function problemOf(answer: unknown, modelVersion: string, seen: string[]): string | undefined {
  const parsed = answerShape.safeParse(answer);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    return `${path.join('.')}: ${message}`;
  }
  const { items } = parsed.data;
  if (parsed.data.modelVersion !== modelVersion) return `version ${parsed.data.modelVersion} answered`;
  if (new Set(items.map(({ itemId }) => itemId)).size < items.length) return 'an item stands in it twice';
  if (items.some(({ score }, index) => index > 0 && score > items[index - 1].score)) return 'its scores go up';
  const again = items.find(({ itemId }) => seen.includes(itemId));
  return again && `it shows ${JSON.stringify(again.itemId)}, which the user has seen`;
}
