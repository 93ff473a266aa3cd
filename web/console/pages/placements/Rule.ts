import type { PlacementSettingsInput, PlacementsQuery } from '../../../../schema/generated/operations/graphql.ts';

export type Settings = PlacementsQuery['placements']['items'][number]['settings'];

/** A rule as a row of the form; texts stand for what is left out when they are empty. */
export interface Rule {
  kind: 'PIN' | 'BOOST' | 'BURY';
  target: 'ITEM' | 'CATEGORY';
  name: string;
  factor: string;
  from: string;
  until: string;
}

const dayOf = (instant: string | null | undefined): string => instant?.slice(0, 10) ?? '';
const instantOf = (day: string): string | null => (day ? `${day}T00:00:00.000Z` : null);

interface Target {
  itemId?: string | null;
  category?: string | null;
  from?: string | null;
  until?: string | null;
}

const toRule = (kind: Rule['kind'], rule: Target, factor = ''): Rule => ({
  kind,
  target: rule.itemId ? 'ITEM' : 'CATEGORY',
  name: rule.itemId ?? rule.category ?? '',
  factor,
  from: dayOf(rule.from),
  until: dayOf(rule.until),
});

/** The rules of a placement, as rows. */
export const rulesOf = ({ pinned, boosted, buried }: Settings): Rule[] => [
  ...(pinned ?? []).map((rule) => toRule('PIN', rule)),
  ...(boosted ?? []).map((rule) => toRule('BOOST', rule, String(rule.factor))),
  ...(buried ?? []).map((rule) => toRule('BURY', rule)),
];

/** The rows as rules of a placement. Days begin at midnight UTC. */
export function toSettings(rules: Rule[]): Pick<PlacementSettingsInput, 'pinned' | 'boosted' | 'buried'> {
  const of = (kind: Rule['kind']) => rules.filter((rule) => rule.kind === kind && rule.name.trim() !== '');
  const dates = ({ from, until }: Rule) => ({ from: instantOf(from), until: instantOf(until) });
  const target = ({ target: what, name }: Rule) =>
    what === 'ITEM' ? { itemId: name.trim() } : { category: name.trim() };
  return {
    pinned: of('PIN').map((rule) => ({ itemId: rule.name.trim(), ...dates(rule) })),
    boosted: of('BOOST').map((rule) => ({ ...target(rule), factor: Number(rule.factor), ...dates(rule) })),
    buried: of('BURY').map((rule) => ({ ...target(rule), ...dates(rule) })),
  };
}
