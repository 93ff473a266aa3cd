import type { ExamplePerson } from '../../shared/Backstage.ts';

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
export const makeNewVisitor = (): Visitor => ({
  kind: 'NEW',
  userId: `visitor-${crypto.randomUUID().slice(0, 8)}`,
  name: 'New visitor',
  note: 'Nothing is known yet',
});

export const personOf = ({ userId, likes }: ExamplePerson): Visitor => ({
  kind: 'PERSON',
  userId,
  name: `Visitor ${userId}`,
  note: likes.join(', '),
});

/** The visitor of this tab, over reloads; another tab has another one. */
export function readVisitor(): Visitor {
  try {
    const kept = JSON.parse(sessionStorage.getItem(storageKey) ?? 'null') as Visitor | null;
    if (kept && typeof kept.name === 'string') return kept;
  } catch {
    // Text of somebody else.
  }
  const visitor = makeNewVisitor();
  keepVisitor(visitor);
  return visitor;
}

export const keepVisitor = (visitor: Visitor): void => sessionStorage.setItem(storageKey, JSON.stringify(visitor));
