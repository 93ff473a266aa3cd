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
    /** Images as on the wire: binary attributes are base64 text. */
    Keys?: unknown;
    NewImage?: unknown;
    OldImage?: unknown;
    SequenceNumber: string;
    SizeBytes?: number;
    StreamViewType?: string;
  };
}

/** A record as GetRecords answers on the wire. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html */
export interface WireRecord {
  eventID: string;
  eventName: StreamRecord['eventName'];
  eventVersion?: string;
  userIdentity?: { PrincipalId?: string; Type?: string };
  dynamodb: Omit<StreamRecord['dynamodb'], 'ApproximateCreationDateTime'> & { ApproximateCreationDateTime?: number };
}

/** Turns what was read into what Lambda sends, with the region and stream of the template. */
export function toStreamRecord(record: WireRecord, region: string, streamArn: string): StreamRecord {
  const { Keys, NewImage, OldImage, ...rest } = record.dynamodb;
  const image = (name: string, value: unknown) => (value === undefined ? {} : { [name]: value });
  return {
    eventID: record.eventID,
    eventName: record.eventName,
    eventVersion: record.eventVersion ?? '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    eventSourceARN: streamArn,
    ...(record.userIdentity
      ? { userIdentity: { principalId: record.userIdentity.PrincipalId, type: record.userIdentity.Type } }
      : {}),
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(rest.ApproximateCreationDateTime ?? Date.now() / 1000),
      ...image('Keys', Keys),
      ...image('NewImage', NewImage),
      ...image('OldImage', OldImage),
      SequenceNumber: rest.SequenceNumber,
      SizeBytes: rest.SizeBytes,
      StreamViewType: rest.StreamViewType,
    },
  };
}
