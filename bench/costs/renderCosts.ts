import { aws, partsOf, reckon } from '../../scale/index.ts';
import type { CountedWork, PriceName } from '../../scale/index.ts';

/** Several of each unit that a work may take. */
const words: Partial<Record<PriceName, string>> = {
  stateTransition: 'state transitions',
  lambdaGigabyteSecond: 'GB-seconds of Lambda',
  lambdaRequest: 'invocations',
  writeUnit: 'write units',
  readUnit: 'read units',
  exportGigabyte: 'GB exported',
  instanceSecond: 'instance seconds',
  serverlessGigabyteSecond: 'GB-seconds of a serverless endpoint',
  metricHour: 'hours of a metric',
  metricRead: 'metrics read',
  logGigabyte: 'GB of logs',
  objectWrite: 'objects written',
  objectRead: 'objects read',
  storedGigabyteMonth: 'GB-months of S3',
};

/** What `npm run bench:costs` counted: bench/results/costs.json. */
export interface CountedCosts {
  /** Of what: users, items, interactions. */
  size: { users: number; items: number; interactions: number };
  countedOn: string;
  works: CountedWork[];
}

function amount(count: number): string {
  if (count >= 100) return Math.round(count).toLocaleString('en-US');
  return count >= 1 ? String(Number(count.toFixed(1))) : String(Number(count.toPrecision(2)));
}

/** A table in Markdown: the parts of each work that are more than a hundredth of it, the dearest first. */
export function renderCosts({ size, countedOn, works }: CountedCosts): string {
  const { users, items, interactions } = size;
  const rows = works.map(({ name, note, units }) => {
    const parts = partsOf(units).map(({ unit, count, cost }) => `${amount(count)} ${words[unit]} ${toDollars(cost)}`);
    return `| ${name} | ${toDollars(reckon(units))} | ${parts.join(', ')} | ${note} |`;
  });
  return [
    `Counted on the local cloud on ${countedOn} with ${users} users, ${items} items and ${amount(interactions)} interactions (\`npm run bench:costs\`), at list prices of us-east-1 of ${aws.asOf}.`,
    '',
    '| work | comes to | of that | what it was |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** Two digits, written out. */
function toDollars(cost: number): string {
  if (cost === 0) return '$0';
  const digits = Math.max(2, 1 - Math.floor(Math.log10(cost)));
  return `$${cost.toFixed(Math.min(digits, 9))}`;
}

/** Where docs/deploy.md holds the table. */
export const costMarks = { begin: '<!-- costs: npm run bench:costs -->', end: '<!-- end of costs -->' } as const;

/** A document with the table between its marks renewed. */
export function withCosts(document: string, table: string): string {
  const [start, end] = [document.indexOf(costMarks.begin), document.indexOf(costMarks.end)];
  if (start < 0 || end < start) throw new Error(`The document has no ${costMarks.begin} … ${costMarks.end}.`);
  return `${document.slice(0, start + costMarks.begin.length)}\n${table}\n${document.slice(end)}`;
}
