import { priceOf } from './AwsTable.ts';
import type { PriceName } from './AwsTable.ts';

/** How much of what AWS charges for. */
export type Units = Partial<Record<PriceName, number>>;

/** Dollars at list prices. */
export function reckon(units: Units): number {
  return entriesOf(units).reduce((sum, [unit, count]) => sum + count * priceOf(unit), 0);
}

/** So many times the units. */
export function times(units: Units, factor: number): Units {
  return Object.fromEntries(entriesOf(units).map(([unit, count]) => [unit, count * factor]));
}

/** All of it together. */
export function together(...parts: Units[]): Units {
  const sums: Units = {};
  for (const [unit, count] of parts.flatMap(entriesOf)) sums[unit] = (sums[unit] ?? 0) + count;
  return sums;
}

/** What each unit comes to, the dearest first; what is below a hundredth of the whole is left out. */
export function partsOf(units: Units): { unit: PriceName; count: number; cost: number }[] {
  const total = reckon(units);
  return entriesOf(units)
    .map(([unit, count]) => ({ unit, count, cost: count * priceOf(unit) }))
    .filter(({ cost }) => cost > total / 100)
    .sort((a, b) => b.cost - a.cost);
}

const entriesOf = (units: Units): [PriceName, number][] => Object.entries(units) as [PriceName, number][];
