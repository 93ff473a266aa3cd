/** An export of a table, as it is kept: what DescribeExport answers, and who asked for it. Instants are seconds since the Unix epoch. */
export interface TableExport {
  exportArn: string;
  exportId: string;
  status: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  startTime: number;
  endTime?: number;
  request: ExportRequest;
  /** Key of `manifest-summary.json`. */
  manifest?: string;
  failureCode?: string;
  failureMessage?: string;
  billedSizeBytes?: number;
  itemCount?: number;
  /** INCREMENTAL_EXPORT: how far the stream was read, so that the next one need not begin at its start. */
  reached?: Record<string, string>;
  /** Who writes into the bucket. */
  roleArn: string;
  session: string;
}

/** A request for an export, checked, with its defaults filled in. */
export interface ExportRequest {
  tableArn: string;
  tableName: string;
  tableId: string;
  bucket: string;
  prefix?: string;
  sseAlgorithm: 'AES256' | 'KMS';
  sseKmsKeyId?: string;
  clientToken: string;
  /** A hash of what was asked, by which the same token with another request is told. */
  fingerprint: string;
  /** FULL_EXPORT: the state of the table at this time. */
  exportTime?: number;
  /** INCREMENTAL_EXPORT: what was written from `from` (included) to `to` (excluded). */
  changes?: { from: number; to: number; view: 'NEW_IMAGE' | 'NEW_AND_OLD_IMAGES' };
}

/** As DynamoDB describes it. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExportDescription.html */
export const describeExport = (one: TableExport): Record<string, unknown> => {
  const { request } = one;
  return {
    ExportArn: one.exportArn,
    ExportStatus: one.status,
    StartTime: one.startTime,
    EndTime: one.endTime,
    ExportManifest: one.manifest,
    TableArn: request.tableArn,
    TableId: request.tableId,
    ExportTime: request.exportTime,
    ClientToken: request.clientToken,
    S3Bucket: request.bucket,
    S3Prefix: request.prefix,
    S3SseAlgorithm: request.sseAlgorithm,
    S3SseKmsKeyId: request.sseKmsKeyId,
    FailureCode: one.failureCode,
    FailureMessage: one.failureMessage,
    ExportFormat: 'DYNAMODB_JSON',
    BilledSizeBytes: one.billedSizeBytes,
    ItemCount: one.itemCount,
    ExportType: exportType(request),
    IncrementalExportSpecification: request.changes && {
      ExportFromTime: request.changes.from,
      ExportToTime: request.changes.to,
      ExportViewType: request.changes.view,
    },
  };
};

export const exportType = ({ changes }: ExportRequest): 'FULL_EXPORT' | 'INCREMENTAL_EXPORT' =>
  changes ? 'INCREMENTAL_EXPORT' : 'FULL_EXPORT';
