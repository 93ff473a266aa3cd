import { closeSync, openSync, writeSync } from 'node:fs';
import type { EvaluationCase } from '../splits/EvaluationSplit.ts';
import { EvaluationInputError } from './EvaluationInputError.ts';

/**
 * Writes lists to a file as they are made, so that anybody can check the metrics: a JSON object a line, with the model,
 * the user, the items best first, the right answers that a list can hold and the count of all right answers.
 */
export class ListFile {
  readonly #file: number;
  readonly #itemIds: readonly string[];

  /** @throws EvaluationInputError when the file cannot be written */
  constructor(path: string, itemIds: readonly string[]) {
    try {
      this.#file = openSync(path, 'w');
    } catch (error) {
      throw new EvaluationInputError(`--lists: ${path} cannot be written.`, { cause: error });
    }
    this.#itemIds = itemIds;
  }

  write(model: string, one: EvaluationCase, ranked: ArrayLike<number>): void {
    const ids = (items: ArrayLike<number>): string[] => Array.from(items, (item) => this.#itemIds[item]);
    const { userId, relevant, relevantCount } = one;
    const line = { model, userId, items: ids(ranked), answers: ids(relevant), answerCount: relevantCount };
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}
