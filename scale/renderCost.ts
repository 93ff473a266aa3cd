import { aws } from './AwsTable.ts';
import type { CountedOperation, CountedOperations } from './CountedOperation.ts';
import { totalOf } from './costsOf.ts';
import type { Costs } from './costsOf.ts';
import { costOfOperation, costsOfMonth } from './operationCosts.ts';
import type { OperationCost } from './operationCosts.ts';
import type { Profile } from './Profile.ts';
import { amount, dollars, table } from './renderScale.ts';
import { reckon } from './Units.ts';
import type { Units } from './Units.ts';

/** A piece of work that nobody waits for and what it took: bench/results/costs.json. */
export interface CountedWork {
  name: string;
  note: string;
  units: Units;
}

/** What `npm run cost` says. */
export interface CostReport {
  countedOn: string;
  pricesOf: string;
  operations: OperationCost[];
  works: (CountedWork & { dollars: number })[];
  profile: string;
  months: { load: number; requests: number; costs: Costs; dollars: number }[];
}

/** @param modelSeconds of the model for one list, as measured by `npm run bench:model` */
export function reportCost(
  profile: Profile,
  counted: CountedOperations,
  works: readonly CountedWork[],
  modelSeconds: number,
): CostReport {
  return {
    countedOn: counted.countedOn,
    pricesOf: aws.asOf,
    operations: withPush(counted.operations).map((operation) => costOfOperation(operation, modelSeconds)),
    works: works.map((work) => ({ ...work, dollars: reckon(work.units) })),
    profile: profile.name,
    months: profile.loads.map((load) => {
      const month = costsOfMonth(profile, counted, load, modelSeconds);
      return { load, ...month, dollars: totalOf(month.costs) };
    }),
  };
}

/** The operations, and as one more what a push takes beyond the interaction that it answers. */
function withPush(operations: readonly CountedOperation[]): CountedOperation[] {
  const find = (name: string): CountedOperation | undefined => operations.find((one) => one.name === name);
  const [both, alone] = [find('recordAndPush'), find('recordInteraction')];
  if (!both || !alone) return [...operations];
  const more = (with_: number, without: number): number => Math.max(0, with_ - without);
  const push: CountedOperation = {
    ...both,
    name: 'push',
    note: 'a new list to somebody who listens, beyond the interaction that it answers',
    appSyncOperations: more(both.appSyncOperations, alone.appSyncOperations),
    bytes: {
      read: more(both.bytes.read, alone.bytes.read),
      written: more(both.bytes.written, alone.bytes.written),
    },
    units: Object.fromEntries(
      Object.entries(both.units).map(([name, { read, write }]) => {
        const without = alone.units[name] ?? { read: 0, write: 0 };
        return [name, { read: more(read, without.read), write: more(write, without.write) }];
      }),
    ),
    functions: both.functions.map((one) => {
      const without = alone.functions.find((other) => other.function === one.function);
      if (!without) return one;
      return { ...one, calls: more(one.calls, without.calls), seconds: more(one.seconds, without.seconds) };
    }),
  };
  return [...operations.filter((one) => one !== both), push];
}

const services: [string, (keyof Units)[]][] = [
  ['AppSync', ['appSyncOperation', 'appSyncUpdate']],
  ['reading', ['readUnit']],
  ['writing', ['writeUnit']],
  ['functions', ['lambdaRequest', 'lambdaGigabyteSecond']],
  ['model', ['serverlessGigabyteSecond']],
  ['workflow', ['expressRequest', 'expressGigabyteSecond']],
  ['transfer', ['transferGigabyte']],
];

/** The three services that an operation costs most at. */
function mostly(units: Units): string {
  const costs = services.map(([name, names]) => ({
    name,
    cost: names.reduce((sum, unit) => sum + reckon({ [unit]: units[unit] ?? 0 }), 0),
  }));
  const dearest = costs.sort((a, b) => b.cost - a.cost).filter(({ cost }) => cost >= 0.01);
  return dearest
    .slice(0, 3)
    .map(({ name, cost }) => `${name} ${dollars(cost)}`)
    .join(', ');
}

/** The report as Markdown, which also reads well in a terminal. */
export function renderCost({ countedOn, pricesOf, operations, works, profile, months }: CostReport): string {
  const lines = [
    `One call, counted on the local cloud on ${countedOn}; a million of them at list prices of us-east-1 of ${pricesOf}.`,
    '',
    ...table(
      [
        ...['operation', 'bytes read', 'bytes written', 'read units', 'write units', 'invocations', 'ms of functions'],
        ...['AppSync operations', 'messages', 'executions', 'a million', 'mostly'],
      ],
      operations.map((one) => [
        ...[one.name, amount(one.bytes.read), amount(one.bytes.written), amount(one.readUnits)],
        ...[amount(one.writeUnits), amount(one.invocations), amount(one.milliseconds), amount(one.appSyncOperations)],
        ...[
          amount(one.messages.count),
          amount(one.executions.count),
          dollars(one.dollarsPerMillion),
          mostly(one.units),
        ],
      ]),
    ),
    '',
    ...table(
      ['work', 'state transitions', 'objects written', 'objects read', 'write units', 'comes to'],
      works.map(({ name, units, dollars: cost }) => [
        ...[name, amount(units.stateTransition ?? 0), amount(units.objectWrite ?? 0), amount(units.objectRead ?? 0)],
        ...[amount(units.writeUnit ?? 0), dollars(cost)],
      ]),
    ),
    '',
    `A month of ${profile}, by requests a second at the peak of its day:`,
    '',
    ...table(
      ['at the peak', 'requests', 'AppSync', 'tables', 'functions', 'model', 'workflow', 'transfer', 'together'],
      months.map(({ load, requests, costs, dollars: together }) => [
        ...[amount(load), amount(requests), dollars(costs.appSync), dollars(costs.tables), dollars(costs.functions)],
        ...[dollars(costs.endpoint), dollars(costs.workflow), dollars(costs.transfer), dollars(together)],
      ]),
    ),
  ];
  return `${lines.join('\n')}\n`;
}
