import { assumed } from './AwsTable.ts';
import type { CountedOperation, CountedOperations } from './CountedOperation.ts';
import { bytesPerGigabyte, costsOf, endpointGigabytes } from './costsOf.ts';
import type { Costs } from './costsOf.ts';
import { demandOf, scoringFunction } from './demandOf.ts';
import { inferenceSeconds } from './limitsOf.ts';
import type { Profile } from './Profile.ts';
import { reckon } from './Units.ts';
import type { Units } from './Units.ts';

/** What one call of an operation takes, and what AWS charges for a million of them. */
export interface OperationCost extends Pick<CountedOperation, 'name' | 'note' | 'bytes' | 'messages' | 'executions'> {
  readUnits: number;
  writeUnits: number;
  invocations: number;
  /** Of all functions together, as this machine runs them. */
  milliseconds: number;
  appSyncOperations: number;
  /** Of a million calls. */
  units: Units;
  dollarsPerMillion: number;
}

const million = 1e6;
const daysOfMonth = 365 / 12;
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

/** @param modelSeconds of the model for one list, as measured by `npm run bench:model` */
export function costOfOperation(operation: CountedOperation, modelSeconds: number): OperationCost {
  const { name, note, bytes, messages, executions, functions, appSyncOperations, answerBytes } = operation;
  const tables = Object.values(operation.units);
  const readUnits = sum(tables.map(({ read }) => read));
  const writeUnits = sum(tables.map(({ write }) => write));
  const invocations = sum(functions.map(({ calls }) => calls));
  const lists = sum(functions.filter((one) => one.function === scoringFunction).map(({ calls }) => calls));
  const units: Units = {
    appSyncOperation: million * appSyncOperations,
    appSyncUpdate: million * messages.updates,
    readUnit: million * readUnits,
    writeUnit: million * writeUnits,
    lambdaRequest: million * invocations,
    lambdaGigabyteSecond: million * sum(functions.map(({ seconds, megabytes }) => (seconds * megabytes) / 1024)),
    serverlessGigabyteSecond: million * lists * inferenceSeconds(modelSeconds) * endpointGigabytes,
    expressRequest: million * executions.count,
    expressGigabyteSecond: million * executions.seconds * assumed('workflowGigabytes'),
    transferGigabyte: (million * answerBytes) / bytesPerGigabyte,
  };
  return {
    ...{ name, note, bytes, messages, executions, readUnits, writeUnits, invocations, appSyncOperations, units },
    milliseconds: 1000 * sum(functions.map(({ seconds }) => seconds)),
    dollarsPerMillion: reckon(units),
  };
}

/** Dollars of a month by service, at a load at the peak of the profile's day. */
export function costsOfMonth(
  profile: Profile,
  counted: CountedOperations,
  load: number,
  modelSeconds: number,
): { requests: number; costs: Costs } {
  const hours = profile.hoursOfDay.filter((share) => share > 0);
  const ofHours = hours.map((share) => costsOf(demandOf(profile, counted, load * share), modelSeconds));
  const total = (service: keyof Costs): number => daysOfMonth * sum(ofHours.map((costs) => costs[service]));
  return {
    requests: daysOfMonth * 3600 * load * sum(hours),
    costs: {
      appSync: total('appSync'),
      tables: total('tables'),
      functions: total('functions'),
      endpoint: total('endpoint'),
      workflow: total('workflow'),
      transfer: total('transfer'),
    },
  };
}
