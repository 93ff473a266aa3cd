import { aws } from './AwsTable.ts';
import type { CountedOperations } from './CountedOperation.ts';
import type { Limit } from './limitsOf.ts';
import type { Prediction } from './predict.ts';
import type { Profile } from './Profile.ts';

/** Of limits that a table of one load shows. */
const shownLimits = 8;

const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const table = (header: string[], rows: (string | number)[][]): string[] => [
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
        'refused as deployed',
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
    ...predictions.flatMap((prediction) => renderLimits(prediction)),
    '',
    ...renderCosts(predictions),
    '',
  ].join('\n');
}

function renderLimits(prediction: Prediction): string[] {
  const binding = bindingOf(prediction);
  if (binding.length === 0) return ['', `At ${amount(prediction.load)} a second nothing binds.`];
  return [
    '',
    `At ${amount(prediction.load)} a second, in the order in which they bind${binding.length > shownLimits ? ` (the first ${shownLimits} of ${binding.length}; \`--json\` has all)` : ''}:`,
    '',
    ...table(
      ['limit', 'binds at', 'there is', 'taken', 'beyond it', 'what to do'],
      binding
        .slice(0, shownLimits)
        .map(({ name, bindsAt, available, taken, beyond, remedy }) => [
          name,
          amount(bindsAt),
          amount(available),
          amount(taken),
          { ERROR: 'errors', DEGRADED: 'degraded lists', LATE: 'pushes and trends come late' }[beyond],
          remedy,
        ]),
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
