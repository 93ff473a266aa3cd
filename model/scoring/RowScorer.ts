import type { History, ScoreContext } from '../data/History.ts';
import { standardDeviationOf } from '../kernels/index.ts';
import type { ReasonTable } from './ReasonTable.ts';
import type { Scorer } from './Scorer.ts';
import type { ScoringWorkspace } from './ScoringWorkspace.ts';

/** A scorer that works out the scores of all items at once, into a row of the workspace. */
export abstract class RowScorer implements Scorer {
  protected readonly scoring: ScoringWorkspace;
  protected readonly row: Float32Array;

  constructor(scoring: ScoringWorkspace) {
    this.scoring = scoring;
    this.row = scoring.workspace.float32(scoring.items);
  }

  prepare(history: History, context: ScoreContext): number {
    this.score(history, context);
    return standardDeviationOf(this.row, this.scoring.workspace);
  }

  scores(): Float32Array {
    return this.row;
  }

  scoreOf(item: number): number {
    return this.row[item];
  }

  abstract explain(items: Uint32Array, reasons: ReasonTable): void;

  /** Writes the scores of all items to `row`, and keeps what `explain` needs. */
  protected abstract score(history: History, context: ScoreContext): void;
}
