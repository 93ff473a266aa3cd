import type { ExamplePerson } from '../../shared/Surroundings.ts';

/** Whom the shop is seen as. Nobody has no user, and nothing of what they do is recorded. */
export interface Visitor {
  kind: 'PERSON' | 'NEW' | 'NOBODY';
  userId: string | undefined;
  name: string;
  /** What is known of them. */
  note: string;
}

const storageKey = 'recsync-storefront-visitor';

export const nobody: Visitor = {
  kind: 'NOBODY',
  userId: undefined,
  name: 'Not signed in',
  note: 'Nothing is recorded',
};

/** Somebody whom the shop has never seen. */
export const newVisitorOf = (userId: string): Visitor => ({
  kind: 'NEW',
  userId,
  name: 'New visitor',
  note: 'Nothing is known yet',
});

export const personOf = ({ userId, likes }: ExamplePerson): Visitor => ({
  kind: 'PERSON',
  userId,
  name: `Visitor ${userId}`,
  note: likes.join(', '),
});

/** The visitor of this tab, over reloads; another tab has another one. Undefined before there is one. */
export function readVisitor(): Visitor | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(storageKey) ?? 'null') as Visitor | null;
    if (kept && typeof kept.name === 'string') return kept;
  } catch {
    // Text of somebody else.
  }
  return undefined;
}

export const keepVisitor = (visitor: Visitor): void => sessionStorage.setItem(storageKey, JSON.stringify(visitor));
