import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { StoredObject } from '../../s3/index.ts';
import type { ExportedLines } from './exportedLines.ts';
import { exportType, type TableExport } from './TableExport.ts';

/** Writes an object of the export, as whoever asked for it. */
export type PutObject = (key: string, content: Readable | string) => Promise<StoredObject>;

/** DynamoDB writes a file for each partition; here one ends once it has so many items. */
const itemsPerFile = 100_000;

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** The folder of an export, with a slash at its end. */
const folderOf = ({ request: { prefix }, exportId }: TableExport): { shared: string; own: string } => {
  const shared = `${prefix === undefined || prefix.endsWith('/') ? (prefix ?? '') : `${prefix}/`}AWSDynamoDB/`;
  return { shared, own: `${shared}${exportId}/` };
};

interface DataFile {
  itemCount: number;
  bytes: number;
  object: StoredObject;
}

/** Writes the next lines into a file, until it has enough. */
const writeFile = async (key: string, lines: ExportedLines, put: PutObject, signal: AbortSignal): Promise<DataFile> => {
  let [itemCount, bytes] = [0, 0];
  const next = async function* (): AsyncGenerator<string> {
    while (itemCount < itemsPerFile) {
      signal.throwIfAborted();
      const { done, value } = await lines.next();
      if (done) return;
      const text = value.join('');
      itemCount += value.length;
      bytes += Buffer.byteLength(text);
      yield text;
    }
  };
  const zipped = createGzip();
  const [object] = await Promise.all([put(key, zipped), pipeline(Readable.from(next()), zipped)]);
  return { itemCount, bytes, object };
};

/**
 * Writes an export as DynamoDB lays it out. Data files of incremental exports lie beside the folders of the exports,
 * and the manifest says which are whose.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html
 * @returns what the description of the export gains
 */
export async function writeExport(
  one: TableExport,
  lines: ExportedLines,
  put: PutObject,
  { now, signal }: { now(): number; signal: AbortSignal },
): Promise<Pick<TableExport, 'manifest' | 'billedSizeBytes' | 'itemCount' | 'endTime'>> {
  const { request } = one;
  const { own, shared } = folderOf(one);
  await put(`${own}_started`, '');
  const dataFolder = request.changes ? `${shared}data/` : `${own}data/`;
  const files: DataFile[] = [];
  do {
    const key = `${dataFolder}${randomBytes(13).toString('hex')}.json.gz`;
    files.push(await writeFile(key, lines, put, signal));
  } while (files.at(-1)!.itemCount >= itemsPerFile);

  const putWithChecksum = async (name: string, content: string): Promise<string> => {
    await put(`${own}${name}.json`, content);
    await put(`${own}${name}.checksum`, createHash('md5').update(content).digest('base64'));
    return `${own}${name}.json`;
  };
  const manifestFilesS3Key = await putWithChecksum(
    'manifest-files',
    files
      .map(({ itemCount, object: { etag, key: dataFileS3Key } }) => {
        const md5Checksum = Buffer.from(etag, 'hex').toString('base64');
        return `${JSON.stringify({ itemCount, md5Checksum, etag, dataFileS3Key })}\n`;
      })
      .join(''),
  );
  const total = (of: (file: DataFile) => number): number => files.reduce((sum, file) => sum + of(file), 0);
  const [itemCount, billedSizeBytes] = [total((file) => file.itemCount), total((file) => file.bytes)];
  const endTime = now();
  const period = request.changes
    ? {
        exportFromTime: iso(request.changes.from),
        exportToTime: iso(request.changes.to),
        outputView: request.changes.view,
      }
    : { exportTime: iso(request.exportTime!) };
  const summary = {
    version: request.changes ? '2023-08-01' : '2020-06-30',
    exportArn: one.exportArn,
    startTime: iso(one.startTime),
    endTime: iso(endTime),
    tableArn: request.tableArn,
    tableId: request.tableId,
    ...period,
    s3Bucket: request.bucket,
    s3Prefix: request.prefix ?? null,
    s3SseAlgorithm: request.sseAlgorithm,
    s3SseKmsKeyId: request.sseKmsKeyId ?? null,
    manifestFilesS3Key,
    billedSizeBytes,
    itemCount,
    outputFormat: 'DYNAMODB_JSON',
    exportType: exportType(request),
  };
  const manifest = await putWithChecksum('manifest-summary', JSON.stringify(summary));
  return { manifest, billedSizeBytes, itemCount, endTime };
}
