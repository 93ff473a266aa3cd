/**
 * List prices of us-east-1 in dollars for one unit, as looked up in November 2026 on the pages named; docs/deploy.md
 * shows what they come to. Free tiers are left out.
 */
export const pricedOn = '2026-11-28';

export const prices = {
  // https://aws.amazon.com/step-functions/pricing/: $0.025 per 1,000
  transition: { price: 0.025 / 1000, unit: 'state transitions' },
  // https://aws.amazon.com/lambda/pricing/: arm64; $0.20 per million requests
  lambdaGigabyteSecond: { price: 0.0000133334, unit: 'GB-seconds of Lambda' },
  lambdaRequest: { price: 0.2 / 1e6, unit: 'invocations' },
  // https://aws.amazon.com/dynamodb/pricing/on-demand/
  writeUnit: { price: 0.625 / 1e6, unit: 'write units' },
  readUnit: { price: 0.125 / 1e6, unit: 'read units' },
  exportGigabyte: { price: 0.1, unit: 'GB exported' },
  // https://aws.amazon.com/sagemaker/pricing/: ml.c5.xlarge, the same for processing, training and batch transform
  instanceSecond: { price: 0.204 / 3600, unit: 'instance seconds' },
  // The same page, serverless inference: $0.00004 a second of 2 GB
  endpointGigabyteSecond: { price: 0.00002, unit: 'GB-seconds of a serverless endpoint' },
  // https://aws.amazon.com/cloudwatch/pricing/: a custom metric is $0.30 for the 730 hours of a month, by the hour
  metricHour: { price: 0.3 / 730, unit: 'hours of a metric' },
  metricRead: { price: 0.01 / 1000, unit: 'metrics read' },
  logGigabyte: { price: 0.5, unit: 'GB of logs' },
  // https://aws.amazon.com/s3/pricing/
  put: { price: 0.005 / 1000, unit: 'objects written' },
  get: { price: 0.0004 / 1000, unit: 'objects read' },
  storedGigabyteMonth: { price: 0.023, unit: 'GB-months of S3' },
} as const;

export type Unit = keyof typeof prices;
