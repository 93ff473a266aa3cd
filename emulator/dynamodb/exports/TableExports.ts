import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ServiceError } from '../../gateway/index.ts';
import { AccessRefused, type AccessControl, type Principal } from '../../identity/index.ts';
import type { Buckets } from '../../s3/index.ts';
import type { EngineClient } from '../EngineClient.ts';
import { ShardReader } from '../ShardReader.ts';
import { findStream } from '../tableStreams.ts';
import { changeLines, itemLines, type ExportedLines } from './exportedLines.ts';
import { readExportRequest, tokenSeconds, type ExportedTable } from './readExportRequest.ts';
import type { TableExport } from './TableExport.ts';
import { writeExport, type PutObject } from './writeExport.ts';

export interface TableExportsOptions {
  /** Where exports are remembered. */
  file: string;
  tables: ExportedTable[];
  client: DynamoDBClient;
  /** Reads whole tables: what it answers needs no translation. */
  engine: EngineClient;
  buckets: Buckets;
  access: AccessControl;
  region: string;
  shortExports: boolean;
  log(line: string): void;
  /** Milliseconds. @defaultValue Date.now */
  now?(): number;
}

/** Exports that DynamoDB lists. Seconds. */
const rememberedSeconds = 90 * 86_400;

/** Exports of tables into buckets; one that a stop or a crash broke off is made anew at the next start. */
export class TableExports {
  readonly #options: TableExportsOptions;
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #exports: TableExport[];

  constructor(options: TableExportsOptions) {
    this.#options = options;
    const { file } = options;
    this.#exports = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as TableExport[]) : [];
    this.#exports.filter(({ status }) => status === 'IN_PROGRESS').forEach((one) => this.#begin(one));
  }

  /** Seconds since the Unix epoch, with their fraction. */
  #now(): number {
    return (this.#options.now ?? Date.now)() / 1000;
  }

  /**
   * Begins an export; the same token with the same request answers the export that it began.
   * @throws ServiceError (TableNotFoundException, ExportConflictException, and those of a request that cannot be)
   */
  async start(input: Record<string, unknown>, principal: Principal): Promise<TableExport> {
    const table = this.#options.tables.find(({ arn }) => arn === input.TableArn);
    if (!table) {
      throw new ServiceError('TableNotFoundException', `Table not found: ${String(input.TableArn)}`);
    }
    const { client, shortExports } = this.#options;
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table.name }));
    const now = this.#now();
    const request = readExportRequest(input, table, Table!, { now, shortExports });
    const before = this.#exports.find(
      (one) =>
        one.request.clientToken === request.clientToken &&
        one.request.tableArn === request.tableArn &&
        (one.endTime ?? now) > now - tokenSeconds,
    );
    if (before && before.request.fingerprint !== request.fingerprint) {
      throw new ServiceError('ExportConflictException', 'The client token was used with other parameters.');
    }
    if (before) {
      return before;
    }
    const exportId = `0${Math.floor(now * 1000)}-${randomBytes(4).toString('hex')}`;
    const one: TableExport = {
      exportArn: `${table.arn}/export/${exportId}`,
      exportId,
      status: 'IN_PROGRESS',
      startTime: now,
      request,
      roleArn: principal.roleArn,
      session: principal.userArn.split('/').at(-1)!,
    };
    this.#exports = [one, ...this.#exports.filter(({ startTime }) => startTime > now - rememberedSeconds)];
    this.#save();
    this.#begin(one);
    return one;
  }

  /** @throws ServiceError (ExportNotFoundException) */
  find(exportArn: string): TableExport {
    const found = this.#exports.find((one) => one.exportArn === exportArn);
    if (!found) {
      throw new ServiceError('ExportNotFoundException', `Export not found: ${exportArn}`);
    }
    return found;
  }

  /** The newest first. */
  list(tableArn?: string): TableExport[] {
    return this.#exports.filter(({ request }) => tableArn === undefined || request.tableArn === tableArn);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running);
  }

  #begin(one: TableExport): void {
    const run = this.#run(one).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  async #run(one: TableExport): Promise<void> {
    const { signal } = this.#stopping;
    try {
      const result = await writeExport(one, await this.#lines(one), this.#writer(one), {
        now: () => this.#now(),
        signal,
      });
      Object.assign(one, { ...result, status: 'COMPLETED' });
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      const code = error instanceof AccessRefused ? 'AccessDenied' : error instanceof ServiceError ? error.code : '';
      const failureCode = code === '' ? 'UnknownError' : `S3${code}`;
      Object.assign(one, {
        status: 'FAILED',
        endTime: this.#now(),
        failureCode,
        failureMessage: (error as Error).message,
      });
      this.#options.log(`The export ${one.exportArn} failed: ${failureCode}: ${(error as Error).message}`);
    }
    this.#save();
  }

  async #lines(one: TableExport): Promise<ExportedLines> {
    const { tableArn, tableName, changes } = one.request;
    const { client, engine, region } = this.#options;
    if (!changes) {
      return itemLines(engine, tableName);
    }
    const engineArn = await findStream(client, tableName);
    if (engineArn === undefined) {
      throw new Error(`The stream of ${tableName} is switched off.`);
    }
    const before = this.list(tableArn).find(
      ({ status, request }) => status === 'COMPLETED' && request.changes && request.changes.to <= changes.from,
    );
    one.reached = {};
    return changeLines(new ShardReader({ engine, engineArn, streamArn: engineArn, region }), changes, {
      known: before?.reached ?? {},
      reached: one.reached,
      signal: this.#stopping.signal,
    });
  }

  /** DynamoDB writes with the permissions of whoever asked. */
  #writer({ request, roleArn, session }: TableExport): PutObject {
    const { access, buckets } = this.#options;
    const principal = access.credentials.principal(roleArn, session);
    const headers: Record<string, string> = {
      'x-amz-server-side-encryption': request.sseAlgorithm === 'KMS' ? 'aws:kms' : 'AES256',
      ...(request.sseKmsKeyId && { 'x-amz-server-side-encryption-aws-kms-key-id': request.sseKmsKeyId }),
    };
    return async (key, content) => {
      const bucket = buckets.find(request.bucket);
      access.require(principal, 's3:PutObject', `${bucket.definition.arn}/${key}`);
      return bucket.put(key, content, { headers });
    };
  }

  #save(): void {
    const { file } = this.#options;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(this.#exports));
    renameSync(`${file}.new`, file);
  }
}
