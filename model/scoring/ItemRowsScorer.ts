import type { ReasonCode } from '../contract/index.ts';
import type { History } from '../data/History.ts';
import { SparseScorer } from '../kernels/index.ts';
import type { ResidentRows } from '../kernels/index.ts';
import type { ReasonTable } from './ReasonTable.ts';
import { RowScorer } from './RowScorer.ts';
import type { ScoringWorkspace } from './ScoringWorkspace.ts';

/** Scores that are weighted sums of sparse rows, one row per event of the history. */
export class ItemRowsScorer extends RowScorer {
  readonly #rows: SparseScorer;
  readonly #code: ReasonCode;
  #events = 0;

  constructor(scoring: ScoringWorkspace, rows: ResidentRows, code: ReasonCode) {
    super(scoring);
    this.#rows = new SparseScorer(scoring.workspace, scoring.holdRows(rows));
    this.#code = code;
  }

  protected override score({ items, weights }: History): void {
    this.#events = items.length;
    this.#rows.sum(items, weights, this.row);
  }

  override explain(items: Uint32Array, reasons: ReasonTable): void {
    const { workspace, places } = this.scoring;
    workspace.borrow(() => {
      const shares = workspace.float32(items.length * this.#events);
      this.#rows.parts(places, shares);
      reasons.addEvents(this.#code, shares, this.#events);
    });
  }
}
