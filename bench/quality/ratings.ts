import { evaluateModel } from '../../model/evaluation/evaluateModel.ts';
import { readInteractions } from '../../model/evaluation/readInteractions.ts';
import { servedRanker } from '../../model/evaluation/CatalogueRanker.ts';
import type { DatasetOptions, InteractionRow } from '../../model/data/DatasetBuilder.ts';
import { splitGiven } from '../../model/splits/splitGiven.ts';
import { confidenceInterval } from '../../model/statistics/confidenceInterval.ts';
import { createRandom } from '../../model/statistics/createRandom.ts';
import { trainHybrid } from '../../model/tuning/trainHybrid.ts';

/**
 * What it brings that ratings are compared with the mean of their user: the hybrid trained with and without, asked the
 * same. Usage:
 *   tsx bench/quality/ratings.ts <train.tsv> <test.tsv>
 *   tsx bench/quality/ratings.ts <interactions.tsv> <seed of the random fifth that is held out>
 */
const budgetSeconds = 20;
const seed = 1;
const heldOutPart = 0.2;
const cutoffs = [10, 20];
const metrics = ['ndcg@10', 'recall@20'];

/** Which lines of the test are right answers, whatever training makes of ratings. */
const questions: Record<string, (value: number) => boolean> = {
  '4 and more': (value) => value >= 4,
  all: () => true,
  '2.5 and less': (value) => value <= 2.5,
};
const meanings: Record<string, DatasetOptions> = { ignored: { valueMeanings: { RATING: 'NONE' } }, 'own mean': {} };

async function readParts(first: string, second: string): Promise<[InteractionRow[], InteractionRow[]]> {
  const { rows } = await readInteractions(first);
  if (second.endsWith('.tsv')) return [rows, (await readInteractions(second)).rows];
  const random = createRandom(Number(second));
  const [train, test]: [InteractionRow[], InteractionRow[]] = [[], []];
  for (const row of rows) (random() < heldOutPart ? test : train).push(row);
  return [train, test];
}

/** Milliseconds of processor time, so that other work on the machine cuts nothing. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const [train, test] = await readParts(process.argv[2], process.argv[3]);
const measured = Object.entries(meanings).map(([name, rules]) => {
  const dataset = splitGiven(train, test, [], rules).train;
  const trained = trainHybrid(dataset, { seed, budgetSeconds, validation: 'random', clock: processorTime });
  if (trained.report.wasCutByClock) console.log(`${name}: the clock cut the training short`);
  const ranker = servedRanker(trained.model);
  return Object.values(questions).map((isAnswer) => {
    const asked = test.filter(({ value = 0 }) => isAnswer(value));
    const { cases } = splitGiven(train, asked, [], { ...rules, answersFrom: Number.NEGATIVE_INFINITY });
    return evaluateModel(ranker, cases, cutoffs);
  });
});
console.log('answers       metric     users  ignored  own mean  difference (95 %)');
Object.keys(questions).forEach((question, index) => {
  for (const metric of metrics) {
    const [before, after] = measured.map((results) => results[index].get(metric) as Float64Array);
    const difference = after.map((value, user) => value - before[user]);
    const interval = confidenceInterval(difference, seed).map((end) => end.toFixed(4));
    const means = [before, after, difference].map((values) => mean(values).toFixed(4));
    const cells = [question.padEnd(13), metric.padEnd(10), `${before.length}`, means[0].padStart(8)];
    console.log([...cells, means[1].padStart(9), `${means[2]} [${interval.join(', ')}]`].join(' '));
  }
});
