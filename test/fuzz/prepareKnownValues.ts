import { expect } from 'vitest';
import type { Caller } from '../authorisation/callers.ts';
import { experimentRows } from '../authorisation/experimentTable.ts';
import { metricRows } from '../authorisation/metricsTable.ts';
import { modelRows } from '../authorisation/modelTable.ts';
import type { LocalCloud } from '../../local/startLocalCloud.ts';
import type { FuzzAnswer } from './judge.ts';
import type { Ledger } from './Ledger.ts';
import type { KnownValues } from './OperationGrammar.ts';

interface Preparation {
  cloud: LocalCloud;
  callers: readonly Caller[];
  admin: Caller;
  /** Who may ask for new visitors. */
  visitor: Caller;
  post(caller: Caller, body: string): Promise<FuzzAnswer>;
  ledger: Ledger;
}

/** So many experiments run, one on each placement, and so many visitors can become somebody. */
const [experiments, visitors] = [4, 8];
const sortKeys = (rows: readonly Record<string, unknown>[], pk: string): string[] =>
  rows.filter((row) => row.pk === pk).map(({ sk }) => String(sk));

/** Items, interactions, experiments, visitors and tokens of next pages, so that operations find something. */
export async function prepareKnownValues(preparation: Preparation): Promise<KnownValues> {
  const { cloud, callers, admin, visitor, post, ledger } = preparation;
  const ask = async (query: string, input?: object, caller = admin): Promise<Record<string, unknown>> => {
    const answer = await post(caller, JSON.stringify({ query, variables: { input } }));
    expect(answer.errors).toBeUndefined();
    ledger.note(answer);
    return answer.data ?? {};
  };
  const itemIds = Array.from({ length: 25 }, (_, index) => `item-${index}`);
  await ask('mutation ($input: PutItemsInput!) { putItems(input: $input) { results { item { itemId updatedAt } } } }', {
    items: itemIds.map((itemId, index) => ({
      itemId,
      title: `Title ${index}`,
      categories: [index % 2 ? 'sport' : 'books'],
      price: index,
      hidden: index === 0,
    })),
  });

  const created: { visitorId: string; anonymousId: string }[] = [];
  for (let count = 0; count < visitors; count += 1) {
    const { createVisitor } = await ask('mutation { createVisitor { visitorId anonymousId } }', undefined, visitor);
    created.push(createVisitor as (typeof created)[0]);
  }
  const visitorIds = created.map(({ visitorId }) => visitorId);
  const userIds = [...callers.map(({ self }) => self), ...visitorIds];
  const record = `mutation ($input: RecordInteractionsInput!) { recordInteractions(input: $input) {
    results { interaction { userId itemId eventType eventId timestamp } } } }`;
  const shown = itemIds.slice(1);
  await ask(record, {
    interactions: shown.map((itemId, index) => ({
      itemId,
      eventType: 'VIEW',
      userId: userIds[index % userIds.length],
    })),
  });

  const tried = Array.from({ length: experiments }, (_, index) => `tried-${index}`);
  for (const name of tried) {
    await ask('mutation ($input: PutExperimentInput!) { putExperiment(input: $input) { status } }', {
      ...{ experimentId: name, placement: name, status: 'RUNNING', goal: 'CLICK', expectedRate: 0.1 },
      ...{ smallestEffect: 0.05, windowSeconds: 10, variants: ['a', 'b'].map((variant) => ({ variant, share: 0.5 })) },
    });
  }

  await cloud.streamsRead();
  const lists = ['items', 'interactions', 'recommendations', 'popularItems', 'trendingItems'];
  const pages = await ask(
    `{ ${lists.map((list) => `${list}(limit: 1) { nextToken }`).join(' ')} }`,
    undefined,
    callers.find(({ name }) => name === 'a user'),
  );
  const tokens = Object.values(pages).flatMap((page) => (page as { nextToken: string | null }).nextToken ?? []);
  const versions = sortKeys(modelRows, 'VERSION');
  return {
    itemIds,
    userIds,
    nextTokens: [...tokens, 'nonsense'],
    named: {
      placement: ['home', 'cart', 'a_b-c', 'measured', ...tried],
      experimentId: [...sortKeys(experimentRows, 'EXPERIMENTS'), ...tried],
      ...{ variant: ['a', 'b', 'c', 'd', 'e'], promote: ['a', 'b'] },
      ...{ modelVersion: versions, versions, anomalyId: sortKeys(metricRows, 'ANOMALIES') },
      ...{ anonymousId: created.map(({ anonymousId }) => anonymousId), visitorId: visitorIds },
    },
  };
}
