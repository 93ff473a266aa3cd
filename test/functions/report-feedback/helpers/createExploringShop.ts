import { Random } from '../../../../data/demo/Random.ts';
import { writeExploredPlaces } from '../../../../experiments/off-policy/exploredPlaces.ts';
import { drawRank, rankShares } from '../../../../experiments/off-policy/rankShares.ts';
import { attributionOf } from '../../../../functions/on-interaction/attributionOf.ts';
import { MetricSums } from '../../../../functions/on-interaction/MetricSums.ts';
import type { MetricsTable } from '../../../../functions/report-feedback/MetricsTable.ts';
import type { Reporting } from '../../../../functions/report-feedback/reportMetrics.ts';
import { exploredPartitionKey } from '../../../../schema/contract/metrics.ts';
import { recommendationIdOf } from '../../../../schema/contract/recommendationId.ts';
import { affinity, chancesOf } from '../../../../simulation/chances.ts';
import { createWorld } from '../../../../simulation/World.ts';

const start = Date.UTC(2026, 10, 20, 9);
const people = 500;
const visitsEach = 2;
const pool = 16;
/** From 1: where the explored place is. */
const position = 2;

/**
 * A shop that draws one place of each list from sixteen items, ranked by a guess of what the person likes. What people do
 * is summed by the very code that the stream runs. `truth` is what the place would bring if it were drawn from the first
 * `depth`: computed, not simulated.
 */
export function createExploringShop(
  seed: number,
  depth: number,
): { truth: number; report: (run: number) => Reporting } {
  const world = createWorld({ seed, start, people });
  const guesses = new Random(seed);
  const contexts = world.people.map((person) => {
    const items = guesses.sample(
      world.items.map((_, index) => index),
      pool,
    );
    const guessed = new Map(items.map((item) => [item, affinity(world, person, item, start) + 0.3 * guesses.normal()]));
    const ranked = items.sort((one, other) => guessed.get(other)! - guessed.get(one)!);
    const clicks = ranked.map((item) => {
      const { examine, click } = chancesOf(world, person, item, position, start);
      return examine * click;
    });
    return { userId: person.userId, items: ranked.map((item) => world.items[item].record.itemId as string), clicks };
  });
  const shares = rankShares(pool, depth);
  const truth =
    contexts.reduce((sum, { clicks }) => sum + clicks.reduce((all, click, at) => all + click * shares[at], 0), 0) /
    people;

  const report = (run: number): Reporting => {
    const random = new Random(seed + 7919 * (run + 1));
    const sums = new MetricSums(0);
    contexts.forEach(({ userId, items, clicks }, index) => {
      for (let visit = 0; visit < visitsEach; visit += 1) {
        const rank = drawRank(pool, random.next());
        const itemId = items[rank - 1];
        const id = `00000000-0000-4000-8000-${String(index * visitsEach + visit).padStart(12, '0')}`;
        const recommendationId = recommendationIdOf(id, {
          modelVersion: null,
          source: 'MODEL',
          degraded: false,
          madeAt: start / 1000,
          placement: 'home',
          experimentId: null,
          variant: null,
          explored: writeExploredPlaces([{ itemId, rank, pool }]),
        });
        for (const eventType of ['IMPRESSION', ...(random.chance(clicks[rank - 1]) ? ['CLICK'] : [])]) {
          const timestamp = new Date(start).toISOString();
          const interaction = { userId, itemId, eventType, timestamp, recordedAt: timestamp, recommendationId };
          const stream = { streamEventId: id, sequenceNumber: undefined, stream: '' };
          sums.add(attributionOf({ ...interaction, ...stream, position }, start + 1000)!);
        }
      }
    });
    const rows = sums.toActions('feedback').flatMap(({ Update }) => {
      const { pk, sk } = Update!.Key as { pk: string; sk: string };
      if (pk !== exploredPartitionKey('home')) return [];
      const names = Object.entries(Update!.ExpressionAttributeNames!);
      return [
        {
          pk,
          sk,
          ...Object.fromEntries(
            names.map(([at, name]) => [name, Update!.ExpressionAttributeValues![`:${at.slice(1)}`]]),
          ),
        },
      ];
    });
    async function* explored() {
      yield rows;
    }
    return { table: { explored } as unknown as MetricsTable, onSkipped: () => undefined };
  };
  return { truth, report };
}
