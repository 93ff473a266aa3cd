import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { barChart } from './barChart.ts';
import { confidenceInterval } from '../statistics/confidenceInterval.ts';
import type { EvaluationResult } from './evaluationResult.ts';
import { resultTable } from './resultTable.ts';
import type { MeasuredModel } from './runEvaluation.ts';

/** Writes `result.json`, `table.txt` and a bar chart per headline metric into the folder, which is made if missing. */
export async function writeReport(
  folder: string,
  result: EvaluationResult,
  models: readonly MeasuredModel[],
  seed: number,
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const files: [string, string][] = [
    ['result.json', `${JSON.stringify(result, null, 2)}\n`],
    ['table.txt', `${resultTable(result)}\n`],
  ];
  const cutoffs = [...models[0].metrics.keys()].filter((name) => name.startsWith('ndcg@')).map((name) => name.slice(5));
  for (const metric of [`ndcg@${cutoffs[0]}`, `recall@${cutoffs[cutoffs.length - 1]}`]) {
    const bars = models
      .map(({ name, metrics }) => {
        const values = metrics.get(metric) as Float64Array;
        const [low, high] = confidenceInterval(values, seed);
        return { label: name, value: values.reduce((sum, value) => sum + value, 0) / values.length, low, high };
      })
      .sort((a, b) => b.value - a.value);
    const { testUsers, rankedItems, name } = result.protocol;
    const subtitle = `${name}, ${testUsers} users, ${rankedItems} items ranked; whiskers: 95 % interval, bootstrap over users`;
    files.push([`${metric.replace('@', '-at-')}.svg`, barChart(metric, subtitle, bars)]);
  }
  for (const [name, content] of files) await writeFile(join(folder, name), content);
  return files.map(([name]) => join(folder, name));
}
