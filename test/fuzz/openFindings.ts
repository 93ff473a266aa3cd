import type { Violation } from './judge.ts';

/** A violation that is known and not mended yet. */
export interface OpenFinding {
  /** Of the issue that says what is right. */
  item: string;
  matches(violation: Violation): boolean;
}

/** Empty when everything that was found is mended. */
export const openFindings: OpenFinding[] = [];
