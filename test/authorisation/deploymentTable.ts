import type { Member } from './callers.ts';
import type { OperationRow, TypeRow } from './Row.ts';

/** How the deployment is, and what could not be handled: of nobody but administrators and backends. */
const privileged: Member[] = ['an admin', 'a backend'];

const health = (selection: string): string => `deploymentHealth { ${selection} }`;
const costs = (selection: string): string => `countedCosts { ${selection} }`;
const letters = (selection: string): string => `deadLetters { ${selection} }`;
const replaying = (selection: string): string => `replayDeadLetters { ${selection} }`;

export const deploymentOperations: OperationRow[] = [
  { field: 'Query.deploymentHealth', ask: () => health('checkedAt'), answered: privileged },
  { field: 'Query.countedCosts', ask: () => costs('from'), answered: privileged },
  { field: 'Query.deadLetters', ask: () => letters('messageId'), answered: privileged },
  { field: 'Mutation.replayDeadLetters', ask: () => replaying('waiting'), answered: privileged },
];

const type = (name: string, fields: string, ask?: (selection: string) => string): TypeRow => ({
  type: name,
  fields: fields.split(' '),
  operation: 'query',
  ...(ask && { ask: (_caller, selection) => ask(selection) }),
  readers: privileged,
});

export const deploymentTypes: TypeRow[] = [
  type('DeploymentHealth', 'checkedAt alarms tables stream endpoint deadLetters', health),
  type('Alarm', 'name state reason since description', (selection) => health(`alarms { ${selection} }`)),
  type('TableHealth', 'name status rows bytes', (selection) => health(`tables { ${selection} }`)),
  type('StreamHealth', 'iteratorAgeMs batches errors', (selection) => health(`stream { ${selection} }`)),
  type('EndpointHealth', 'modelVersion status', (selection) => health(`endpoint { ${selection} }`)),
  type('CountedCosts', 'from until region pricedOn rows', costs),
  type('CountedUnits', 'service unit units price dollars scope', (selection) => costs(`rows { ${selection} }`)),
  type('DeadLetter', 'messageId kind code reason sentAt userId itemId eventId placement'),
  // Each replay waits for an empty queue for two seconds: the schema is looked at instead.
  type('ReplayedDeadLetters', 'replayed failures waiting'),
  type('ReplayFailure', 'messageId code reason'),
];
