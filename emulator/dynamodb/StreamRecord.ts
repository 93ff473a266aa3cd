import type { _Record as SdkRecord } from '@aws-sdk/client-dynamodb-streams';

/** A record as Lambda hands it to a function. https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
export interface StreamRecord {
  eventID: string;
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  eventVersion: string;
  eventSource: 'aws:dynamodb';
  awsRegion: string;
  eventSourceARN: string;
  userIdentity?: { principalId?: string; type?: string };
  dynamodb: {
    /** Seconds since the Unix epoch. */
    ApproximateCreationDateTime: number;
    Keys?: unknown;
    NewImage?: unknown;
    OldImage?: unknown;
    SequenceNumber: string;
    SizeBytes?: number;
    StreamViewType?: string;
  };
}

/** Binary attributes cross as base64 text. */
const toWire = (value: unknown): unknown => {
  if (value instanceof Uint8Array) {
    return Buffer.from(value).toString('base64');
  }
  if (Array.isArray(value)) {
    return value.map(toWire);
  }
  return value !== null && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toWire(inner)]))
    : value;
};

/** Turns what the SDK read into what Lambda sends, with the region and stream of the template. */
export function toStreamRecord(record: SdkRecord, region: string, streamArn: string): StreamRecord {
  const { Keys, NewImage, OldImage, ...rest } = record.dynamodb!;
  const image = (name: string, value: unknown) => (value === undefined ? {} : { [name]: toWire(value) });
  return {
    eventID: record.eventID!,
    eventName: record.eventName!,
    eventVersion: record.eventVersion ?? '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    eventSourceARN: streamArn,
    ...(record.userIdentity
      ? { userIdentity: { principalId: record.userIdentity.PrincipalId, type: record.userIdentity.Type } }
      : {}),
    dynamodb: {
      ApproximateCreationDateTime: Math.floor((rest.ApproximateCreationDateTime?.getTime() ?? Date.now()) / 1000),
      ...image('Keys', Keys),
      ...image('NewImage', NewImage),
      ...image('OldImage', OldImage),
      SequenceNumber: rest.SequenceNumber!,
      SizeBytes: rest.SizeBytes,
      StreamViewType: rest.StreamViewType,
    },
  };
}
