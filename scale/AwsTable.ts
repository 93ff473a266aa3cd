import table from './aws.json' with { type: 'json' };

/** Quotas, prices and what is assumed, each with its page and how sure it is: scale/aws.json. */
export type AwsTable = typeof table;
export const aws: AwsTable = table;

export type QuotaName = keyof AwsTable['quotas'];
export type PriceName = keyof AwsTable['prices'];

/** @returns dollars for one unit */
export const priceOf = (name: PriceName): number => aws.prices[name].dollars;
export const quotaOf = (name: QuotaName): number => aws.quotas[name].value;
export const assumed = (name: keyof AwsTable['assumptions']): number => aws.assumptions[name].value;
