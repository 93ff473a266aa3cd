import { pricedOn, prices } from './prices.ts';
import type { Unit } from './prices.ts';

/** How much of what a piece of work took. */
export type Units = Partial<Record<Unit, number>>;

/** A piece of work and what it took; `note` says what it was. */
export interface CountedWork {
  name: string;
  note: string;
  units: Units;
}

/** What `npm run bench:costs` counted: bench/results/costs.json. */
export interface CountedCosts {
  /** Of what: users, items, interactions. */
  size: { users: number; items: number; interactions: number };
  countedOn: string;
  works: CountedWork[];
}

/** Dollars. */
export function reckon(units: Units): number {
  return Object.entries(units).reduce((sum, [unit, count]) => sum + count * prices[unit as Unit].price, 0);
}

/** So many times the units. */
export function times(units: Units, factor: number): Units {
  return Object.fromEntries(Object.entries(units).map(([unit, count]) => [unit, count * factor]));
}

/** All of it together. */
export function together(...parts: Units[]): Units {
  const sums: Units = {};
  for (const [unit, count] of parts.flatMap((units) => Object.entries(units) as [Unit, number][])) {
    sums[unit] = (sums[unit] ?? 0) + count;
  }
  return sums;
}

function amount(count: number): string {
  if (count >= 100) return Math.round(count).toLocaleString('en-US');
  return count >= 1 ? String(Number(count.toFixed(1))) : String(Number(count.toPrecision(2)));
}

/** A table in Markdown: the parts of each work that are more than a hundredth of it, the dearest first. */
export function renderCosts({ size, countedOn, works }: CountedCosts): string {
  const { users, items, interactions } = size;
  const rows = works.map(({ name, note, units }) => {
    const total = reckon(units);
    const parts = (Object.entries(units) as [Unit, number][])
      .map(([unit, count]) => ({ unit, count, cost: count * prices[unit].price }))
      .filter(({ cost }) => cost > total / 100)
      .sort((a, b) => b.cost - a.cost)
      .map(({ unit, count, cost }) => `${amount(count)} ${prices[unit].unit} ${toDollars(cost)}`);
    return `| ${name} | ${toDollars(total)} | ${parts.join(', ')} | ${note} |`;
  });
  return [
    `Counted on the local cloud on ${countedOn} with ${users} users, ${items} items and ${amount(interactions)} interactions (\`npm run bench:costs\`), at list prices of us-east-1 of ${pricedOn}.`,
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
