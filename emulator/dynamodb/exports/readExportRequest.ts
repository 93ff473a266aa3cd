import { createHash, randomUUID } from 'node:crypto';
import type { TableDescription } from '@aws-sdk/client-dynamodb';
import { ServiceError } from '../../gateway/index.ts';
import type { ExportRequest } from './TableExport.ts';

/** A table of the template, for its exports. */
export interface ExportedTable {
  arn: string;
  name: string;
  hasPointInTimeRecovery: boolean;
}

export interface ExportLimits {
  /** Seconds since the Unix epoch. */
  now: number;
  /** Whether an incremental export may be shorter than 15 minutes. */
  shortExports: boolean;
}

const [minute, hour, day] = [60, 3600, 86_400];
/** Days that a table can be restored to. */
const recoveryDays = 35;
/** How far back "now" may lie, for callers that wait a little: what is exported is the table of the moment. */
const patience = 5 * minute;

const refuse = (reason: string): ServiceError => new ServiceError('ValidationException', reason);
const outside = (what: string): ServiceError =>
  new ServiceError('InvalidExportTimeException', `${what} is outside of the point in time recovery window.`);

/** The SDK sends seconds, a state machine may send ISO 8601. Whole seconds are what the engine notes of a write. */
const instant = (name: string, value: unknown): number | undefined => {
  if (value === undefined || value === null) {
    return undefined;
  }
  const seconds = typeof value === 'number' ? value : Date.parse(String(value)) / 1000;
  if (!Number.isFinite(seconds)) {
    throw refuse(`${name} is neither seconds since 1970 nor an ISO 8601 date: ${String(value)}`);
  }
  return Math.floor(seconds);
};

const oneOf = <T extends string>(name: string, value: unknown, values: readonly T[]): T => {
  const found = values.find((one) => one === (value ?? values[0]));
  if (found === undefined) {
    throw refuse(
      `Value '${String(value)}' at '${name}' failed to satisfy constraint: Member must be one of [${values.join(', ')}]`,
    );
  }
  return found;
};

/** The window of an incremental export. */
const readChanges = (
  specification: Record<string, unknown>,
  table: TableDescription,
  earliest: number,
  { now, shortExports }: ExportLimits,
): ExportRequest['changes'] => {
  const view = oneOf('exportViewType', specification.ExportViewType, ['NEW_AND_OLD_IMAGES', 'NEW_IMAGE']);
  const from = instant('ExportFromTime', specification.ExportFromTime);
  const to = instant('ExportToTime', specification.ExportToTime) ?? Math.floor(now);
  if (from === undefined) {
    throw refuse('An incremental export needs an ExportFromTime.');
  }
  if (from >= to) {
    throw refuse('ExportFromTime must be before ExportToTime.');
  }
  if (from < earliest || to > now) {
    throw outside('The specified export period');
  }
  if (to - from > day) {
    throw refuse('The export period is longer than 24 hours.');
  }
  if (to - from < 15 * minute && !shortExports) {
    throw refuse('The export period is shorter than 15 minutes.');
  }
  const stream = table.StreamSpecification;
  if (!stream?.StreamEnabled) {
    throw refuse(
      'The local cloud knows what was written from streams alone, and this table has none: export it in full.',
    );
  }
  if (stream.StreamViewType !== 'NEW_AND_OLD_IMAGES' && stream.StreamViewType !== view) {
    throw refuse(
      `The local cloud knows what was written from streams alone, and that of this table shows ${stream.StreamViewType}, not ${view}.`,
    );
  }
  return { from, to, view };
};

/**
 * Checks a request for an export. The page of the API says which time is refused how, and that a period has 15 minutes
 * to 24 hours; the texts are ours.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExportTableToPointInTime.html
 * @throws ServiceError (ValidationException, PointInTimeRecoveryUnavailableException, InvalidExportTimeException)
 */
export function readExportRequest(
  input: Record<string, unknown>,
  table: ExportedTable,
  description: TableDescription,
  limits: ExportLimits,
): ExportRequest {
  const { S3Bucket, S3Prefix, S3SseKmsKeyId, ClientToken, IncrementalExportSpecification: specification } = input;
  if (typeof S3Bucket !== 'string' || S3Bucket === '') {
    throw refuse('An export needs the name of an S3Bucket.');
  }
  if (oneOf('exportFormat', input.ExportFormat, ['DYNAMODB_JSON', 'ION']) === 'ION') {
    throw refuse('The local cloud does not emulate exports in the format ION.');
  }
  const type = oneOf('exportType', input.ExportType, ['FULL_EXPORT', 'INCREMENTAL_EXPORT']);
  if ((type === 'INCREMENTAL_EXPORT') !== (specification !== undefined && specification !== null)) {
    throw refuse('IncrementalExportSpecification goes with the export type INCREMENTAL_EXPORT, and only with it.');
  }
  if (!table.hasPointInTimeRecovery) {
    throw new ServiceError(
      'PointInTimeRecoveryUnavailableException',
      `Point in time recovery is not enabled for table '${table.name}'`,
    );
  }
  const { now } = limits;
  const created = Math.floor((description.CreationDateTime?.getTime() ?? 0) / 1000);
  const earliest = Math.max(created, now - recoveryDays * day);
  const exportTime = instant('ExportTime', input.ExportTime) ?? Math.floor(now);
  if (type === 'FULL_EXPORT') {
    if (exportTime < earliest || exportTime > now) {
      throw outside('The specified ExportTime');
    }
    if (exportTime < now - patience) {
      throw refuse('The local cloud exports tables as they are now, not as they were at an ExportTime.');
    }
  }
  const { ClientToken: _token, ...asked } = input;
  return {
    tableArn: table.arn,
    tableName: table.name,
    tableId: description.TableId ?? table.name,
    bucket: S3Bucket,
    prefix: typeof S3Prefix === 'string' && S3Prefix !== '' ? S3Prefix : undefined,
    sseAlgorithm: oneOf('s3SseAlgorithm', input.S3SseAlgorithm, ['AES256', 'KMS']),
    sseKmsKeyId: typeof S3SseKmsKeyId === 'string' ? S3SseKmsKeyId : undefined,
    clientToken: typeof ClientToken === 'string' ? ClientToken : randomUUID(),
    fingerprint: createHash('sha256')
      .update(JSON.stringify(Object.entries(asked).sort()))
      .digest('hex'),
    ...(type === 'FULL_EXPORT'
      ? { exportTime }
      : { changes: readChanges(specification as Record<string, unknown>, description, earliest, limits) }),
  };
}

/** How long a client token is remembered. Seconds. */
export const tokenSeconds = 8 * hour;
