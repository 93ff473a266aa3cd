/**
 * `npx tsx bench/people.ts [--people 1000,10000,100000] [--seconds 10]`: the same requests of the same people while ever
 * more others are in the store, each count beside the floor of its own moment. Writes bench/results/people.md.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { historyOfCrowd } from './local/crowd.ts';
import { GraphqlConnection } from './local/GraphqlConnection.ts';
import { measure, type Measurement } from './local/measure.ts';
import {
  oneItem,
  readItemIds,
  recommendationsScored,
  recommendationsStored,
  recordInteraction,
  storeLists,
} from './local/operations.ts';
import { machineFacts } from './local/report.ts';
import { startBenchCloud } from './local/startBenchCloud.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '1000,10000,100000' },
    seconds: { type: 'string', default: '10' },
  },
});
const counts = values.people.split(',').map(Number);
const userIds = Array.from({ length: 50 }, (_, index) => `u${index + 1}`);
const { target, takeIn, stop } = await startBenchCloud({ seed: 1, budgetSeconds: 5, users: userIds });
try {
  const itemIds = await readItemIds(target, 500);
  // Those who are asked about do nothing, so that their histories stay what they are.
  const asked = { ...target, users: target.users.slice(0, 30) };
  const operations = {
    item: oneItem(target, itemIds),
    'recommendations, stored': recommendationsStored(asked),
    'recommendations, scored': recommendationsScored(asked),
    recordInteraction: recordInteraction({ ...target, users: target.users.slice(30) }, itemIds),
  };
  const options = {
    connect: () => new GraphqlConnection(target.graphqlUrl),
    seconds: Number(values.seconds),
    parallel: 4,
  };
  const rows: Record<string, Measurement[]> = {};
  let there = 0;
  for (const count of counts) {
    console.log(`${count} people`);
    await takeIn({ from: there, to: count });
    there = count;
    await storeLists(target);
    for (const [name, operation] of Object.entries(operations)) {
      (rows[name] ??= []).push(await measure(name, operation, options));
    }
  }
  const floors = rows.item.map(({ single }) => single.p50);
  const table = Object.entries(rows).map(([name, measured]) => {
    const [first] = measured;
    const cells = measured.map(({ single: { p50, p99 } }, index) => {
      const growth = p50 / floors[index] / (first.single.p50 / floors[0]) - 1;
      const grown =
        index === 0 || name === 'item' ? '' : `, ${growth < 0 ? '−' : '+'}${Math.abs(growth * 100).toFixed(0)}%`;
      return `${p50.toFixed(1)} / ${p99.toFixed(1)}${grown}`;
    });
    return `| ${[name, ...cells].join(' | ')} |`;
  });
  const text = `# Latency by the people in the store

Written by \`bench/people.ts\` on ${new Date().toISOString().slice(0, 10)}: the demo shop, and beside its people so many others with ${historyOfCrowd} interactions each. Fifty people ask, one request at a time: p50 / p99 in milliseconds, and by how much p50 has grown beside the floor (item, a unit resolver with one GetItem) of the same moment.

${Object.entries({ 'DynamoDB engine': target.facts['DynamoDB engine'], ...machineFacts() })
  .map(([name, value]) => `- ${name}: ${value}`)
  .join('\n')}

| | ${counts.map((count) => `${count.toLocaleString('en-US')} people`).join(' | ')} |
|---|${counts.map(() => '---:|').join('')}
${table.join('\n')}
`;
  await writeFile(join(import.meta.dirname, 'results/people.md'), text);
  console.log(text);
} finally {
  await stop();
}
