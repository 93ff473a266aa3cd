import { aws } from './AwsTable.ts';
import type { CountedOperations } from './CountedOperation.ts';
import { ScaleInputError } from './errors.ts';
import type { Limit } from './limitsOf.ts';
import type { Prediction } from './predict.ts';
import type { Profile } from './Profile.ts';

/** Where docs/scale.md holds the tables. */
const scaleMarks = { begin: '<!-- scale: npm run scale -->', end: '<!-- end of scale -->' };
/** Where docs/costs.md holds those of `npm run cost`. */
export const costMarks = { begin: '<!-- cost: npm run cost -->', end: '<!-- end of cost -->' };

/** A document with the tables between its marks renewed. @throws ScaleInputError when it has no marks */
export function withTables(document: string, tables: string, marks = scaleMarks): string {
  const [start, end] = [document.indexOf(marks.begin), document.indexOf(marks.end)];
  if (start < 0 || end < start)
    throw new ScaleInputError('The document', 'without marks', Object.values(marks).join(' … '));
  return `${document.slice(0, start + marks.begin.length)}\n${tables}${document.slice(end)}`;
}

const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
export const table = (header: string[], rows: (string | number)[][]): string[] => [
  line(header),
  line(header.map((_, index) => (index === 0 ? '---' : '---:'))),
  ...rows.map(line),
];

/** Three digits, with thousands apart. */
export function amount(value: number): string {
  if (value === Infinity) return 'never';
  if (value >= 1000) return Number(value.toPrecision(3)).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}
export const dollars = (value: number): string => `$${amount(value)}`;
const percent = (share: number): string => (share > 0 && share < 0.0005 ? '<0.1%' : `${(100 * share).toFixed(1)}%`);
const milliseconds = (seconds: number): string => `${Math.round(seconds * 1000)} ms`;

/** What binds, first what binds first. */
const bindingOf = ({ limits, load }: Prediction): Limit[] => limits.filter(({ bindsAt }) => bindsAt <= load);

/** The prediction as Markdown, which also reads well in a terminal. */
export function renderScale(profile: Profile, counted: CountedOperations, predictions: readonly Prediction[]): string {
  return [
    `Profile "${profile.name}": ${profile.peakFactor} times the calm within ${profile.rampSeconds} s. Units counted on ${counted.countedOn} (${counted.size.items} items), quotas and prices of ${aws.region} as of ${aws.asOf}.`,
    '',
    ...table(
      [
        'requests a second',
        'binds first',
        'at',
        'limits passed',
        'refused by AppSync and Lambda as deployed',
        'lists degraded as deployed',
        'in the ramp',
        'raised: degraded',
        'in the ramp',
      ],
      predictions.map((prediction) => {
        const [first] = prediction.limits;
        const { load, asDeployed, raised } = prediction;
        return [
          amount(load),
          first?.name ?? 'nothing',
          first ? amount(first.bindsAt) : '',
          bindingOf(prediction).length,
          percent(asDeployed.refusedAtPeak),
          percent(asDeployed.degradedAtPeak),
          percent(asDeployed.degradedInRamp),
          percent(raised.degradedAtPeak),
          percent(raised.degradedInRamp),
        ];
      }),
    ),
    '',
    ...table(
      [
        'requests a second',
        'list stored',
        'list scored',
        'by a new environment',
        'an hour',
        'a million',
        'servers',
        'an hour',
        'a day',
        'servers, a day',
        'servers by the hour, a day',
      ],
      predictions.map(({ load, latency, dollarsPerHour, dollarsPerMillion, servers, day }) => [
        amount(load),
        ...[latency.stored, latency.scored, latency.cold].map(milliseconds),
        dollars(dollarsPerHour),
        dollars(dollarsPerMillion),
        amount(servers.count),
        dollars(servers.dollarsPerHour),
        ...[day.serverless, day.servers, day.serversByTheHour].map(dollars),
      ]),
    ),
    '',
    ...renderLimits(predictions),
    '',
    ...renderCosts(predictions),
    '',
  ].join('\n');
}

/** Every limit that the highest load passes, by the load at which it binds. */
function renderLimits(predictions: readonly Prediction[]): string[] {
  const highest = predictions.reduce((a, b) => (b.load > a.load ? b : a));
  const binding = bindingOf(highest);
  if (binding.length === 0) return [`At ${amount(highest.load)} a second nothing binds.`];
  const find = ({ limits }: Prediction, name: string): Limit | undefined => limits.find((limit) => limit.name === name);
  return [
    'What binds, in that order; what to do is said for the first of the loads that passes it:',
    '',
    ...table(
      [
        'limit',
        'binds at',
        'there is',
        ...predictions.map(({ load }) => `taken at ${amount(load)}`),
        'beyond it',
        'what to do',
      ],
      binding.map(({ name, bindsAt, beyond }) => {
        const first = predictions.find((prediction) => prediction.load >= bindsAt) ?? highest;
        return [
          name,
          amount(bindsAt),
          amount(find(first, name)?.available ?? 0),
          ...predictions.map((prediction) => amount(find(prediction, name)?.taken ?? 0)),
          { ERROR: 'errors', DEGRADED: 'degraded lists', LATE: 'pushes and trends late' }[beyond],
          find(first, name)?.remedy ?? '',
        ];
      }),
    ),
  ];
}

function renderCosts(predictions: readonly Prediction[]): string[] {
  const names = Object.keys(predictions[0]?.costs ?? {}) as (keyof Prediction['costs'])[];
  return [
    'Dollars an hour, by service:',
    '',
    ...table(
      ['requests a second', ...names],
      predictions.map(({ load, costs }) => [amount(load), ...names.map((name) => dollars(costs[name]))]),
    ),
  ];
}
