import type { JudgeVerdict, SegmentVerdict } from '../../schema/contract/models.ts';

/** Fewer users say nothing: an interval over them is no interval. */
export const leastCases = 30;
/** Lists that show so much less of the catalogue than before have collapsed onto few items, whatever they hit. */
export const leastCoverageKept = 0.7;
/** With few lists the coverage is chance. */
const leastCasesForCoverage = 100;

type Difference = NonNullable<SegmentVerdict['difference']>;

/** What the decision rests on. */
export interface Comparison {
  readonly segments: readonly SegmentVerdict[];
  readonly coverage: { readonly champion?: number; readonly challenger: number };
  /** Against the list of what is popular, where there is no champion. */
  /** The part of the champion's nDCG that may be lost: less does not matter, however many users make it certain. */
  readonly toleratedLoss: number;
  readonly popular?: { readonly ndcg: number; readonly difference: Difference };
}

/**
 * Whether the challenger may go on. It need not be better, since it knows newer items and people; it must not be worse
 * beyond chance, and by more than may be lost: the whole 95% interval of the difference below 0, over all users or over
 * new ones, who are few and would vanish in the mean. A first model is compared with the list of what is popular.
 */
export function decide({
  segments,
  coverage,
  popular,
  toleratedLoss,
}: Comparison): Pick<JudgeVerdict, 'isAccepted' | 'reason'> {
  const all = segments.find(({ segment }) => segment === 'ALL');
  const accept = (reason: string) => ({ isAccepted: true, reason });
  const reject = (reason: string) => ({ isAccepted: false, reason });
  if (all === undefined || all.cases < leastCases) {
    return accept(
      `NOT_JUDGED: ${all?.cases ?? 0} users to judge by, and ${leastCases} are needed; it goes on without being judged.`,
    );
  }
  if (popular !== undefined) {
    const facts = `nDCG@10 ${figure(all.challengerNdcg)}, the popular list ${figure(popular.ndcg)} (${interval(popular.difference)}) over ${all.cases} users`;
    const { value, high } = popular.difference;
    return high < 0 && -value > toleratedLoss * popular.ndcg
      ? reject(`WORSE_THAN_POPULAR: ${facts}.`)
      : accept(`FIRST_MODEL: there is no champion to beat; ${facts}.`);
  }
  for (const [name, code] of [
    ['ALL', 'WORSE'],
    ['NEW_USERS', 'WORSE_FOR_NEW_USERS'],
  ] as const) {
    const found = segments.find(({ segment }) => segment === name);
    if (found?.difference === undefined || found.cases < leastCases || found.difference.high >= 0) continue;
    if (-found.difference.value <= toleratedLoss * (found.championNdcg ?? 0)) continue;
    return reject(`${code}: ${describe(found)}.`);
  }
  const { champion: championCoverage = 0 } = coverage;
  if (all.cases >= leastCasesForCoverage && coverage.challenger < leastCoverageKept * championCoverage) {
    return reject(
      `LESS_COVERAGE: its lists show ${percent(coverage.challenger)} of the catalogue, the champion's ${percent(championCoverage)}; at least ${percent(leastCoverageKept)} of that must stay.`,
    );
  }
  const { low = 0, high = 0 } = all.difference ?? {};
  const code = low > 0 ? 'BETTER' : high < 0 ? 'HARDLY_WORSE' : 'NOT_WORSE';
  return accept(`${code}: ${describe(all)}${high < 0 ? `; ${percent(toleratedLoss)} of it may be lost` : ''}.`);
}

function describe({ challengerNdcg, championNdcg = 0, difference, cases }: SegmentVerdict): string {
  const change = difference === undefined ? '' : ` (${interval(difference)})`;
  return `nDCG@10 ${figure(challengerNdcg)}, the champion ${figure(championNdcg)}${change} over ${cases} users`;
}

function interval({ value, low, high }: Difference): string {
  return `difference ${signed(value)}, 95% ${signed(low)} to ${signed(high)}`;
}

const figure = (value: number): string => value.toFixed(4);
const signed = (value: number): string => `${value < 0 ? '' : '+'}${value.toFixed(4)}`;
const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
