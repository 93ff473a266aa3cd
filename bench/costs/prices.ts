import { aws, priceOf } from '../../scale/AwsTable.ts';

/** When the list prices of us-east-1 in scale/aws.json were looked up; docs/deploy.md shows what they come to. */
export const pricedOn = aws.asOf;

/** Dollars for one unit. Free tiers are left out. */
export const prices = {
  transition: { price: priceOf('transition'), unit: 'state transitions' },
  lambdaGigabyteSecond: { price: priceOf('lambdaGigabyteSecond'), unit: 'GB-seconds of Lambda' },
  lambdaRequest: { price: priceOf('lambdaRequest'), unit: 'invocations' },
  writeUnit: { price: priceOf('writeUnit'), unit: 'write units' },
  readUnit: { price: priceOf('readUnit'), unit: 'read units' },
  exportGigabyte: { price: priceOf('exportGigabyte'), unit: 'GB exported' },
  instanceSecond: { price: priceOf('jobInstanceHour') / 3600, unit: 'instance seconds' },
  endpointGigabyteSecond: { price: priceOf('serverlessGigabyteSecond'), unit: 'GB-seconds of a serverless endpoint' },
  metricHour: { price: priceOf('metricMonth') / 730, unit: 'hours of a metric' },
  metricRead: { price: priceOf('metricRead'), unit: 'metrics read' },
  logGigabyte: { price: priceOf('logGigabyte'), unit: 'GB of logs' },
  put: { price: priceOf('put'), unit: 'objects written' },
  get: { price: priceOf('get'), unit: 'objects read' },
  storedGigabyteMonth: { price: priceOf('storedGigabyteMonth'), unit: 'GB-months of S3' },
} as const;

export type Unit = keyof typeof prices;
