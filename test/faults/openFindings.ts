/**
 * Checks that are known to fail, each with the item of the issue that says what is right. Empty when all are mended: a
 * test fails when no check of an item fails any more.
 */
export const openFindings: Record<string, string> = {};
