import type { Caller, Member } from './callers.ts';

/** `answered`, `nothing` (null without an error), or an errorType. */
export type Outcome = string;

export interface OperationRow {
  /** For instance `Query.item`. */
  field: string;
  /** In which case, where the answer depends on more than the field. */
  case?: string;
  ask(caller: Caller): string;
  /** Who is answered. */
  answered: Member[];
  /** Whoever is neither here nor answered is told `Unauthorized`. */
  otherwise?: Partial<Record<Member, Outcome>>;
}

export interface TypeRow {
  type: string;
  /** Every field of the type. */
  fields: string[];
  operation: 'query' | 'mutation';
  /** A request that leads to an object of the type. Left out: none is within reach, and only the schema is looked at. */
  ask?(caller: Caller, selection: string): string;
  /** Who may read each of the fields. */
  readers: Member[];
}
