/**
 * What people are told before anything costs, by list prices of us-east-1: docs/costs.md has what was counted, docs/deploy.md
 * what stands at rest, and test/cli/account/agreement.test.ts holds them together.
 */
export const costs = {
  atRest: '$7',
  recordInteraction: '$9',
  storedRecommendations: '$5',
  scoredRecommendations: '$15',
} as const;

/** Dollars a month for what stays when everything else goes. */
export const keptPrices = {
  key: 1,
  /** A gigabyte of table, and of its point-in-time backup. */
  tableGigabyte: 0.25 + 0.2,
  bucketGigabyte: 0.023,
} as const;

export const describeCosts = (): string =>
  `It costs about ${costs.atRest} a month while nobody calls, ${costs.recordInteraction} for a million interactions ` +
  `recorded, ${costs.storedRecommendations} to ${costs.scoredRecommendations} for a million lists, and $0.05 for a training\n` +
  '(by list prices of us-east-1; docs/costs.md and docs/deploy.md have the reckoning).';
