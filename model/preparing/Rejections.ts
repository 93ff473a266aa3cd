import { rejectedField } from './ArchivedInteraction.ts';

/** Counts what cannot be used by the field that is at fault, and never by what it holds. */
export class Rejections {
  readonly byField: Record<string, number> = {};
  count = 0;

  add(field: string): void {
    this.byField[field] = (this.byField[field] ?? 0) + 1;
    this.count += 1;
  }

  /** Counts what `take` rejects. */
  catch(take: () => void): void {
    try {
      take();
    } catch (error) {
      this.add(rejectedField(error));
    }
  }
}
