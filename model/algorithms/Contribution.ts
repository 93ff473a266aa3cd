import type { ReasonCode } from '../contract/index.ts';

/** One piece of evidence for a score: a history item or an attribute, and its part of the score. */
export interface Contribution {
  readonly code: ReasonCode;
  /** Index of the history item that speaks, or undefined. */
  readonly itemIndex?: number;
  /** The attribute that speaks ("tag:space"), or undefined. */
  readonly attribute?: string;
  readonly share: number;
}
