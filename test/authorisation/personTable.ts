import type { Caller, Member } from './callers.ts';
import type { OperationRow, TypeRow } from './Row.ts';

/** Everybody who is somebody may see and erase what is kept of themselves; administrators and backends anybody's. */
const people: Member[] = ['a user', 'a user with an id token', 'a member of another group', 'a visitor'];
const privileged: Member[] = ['an admin', 'a backend'];
const signedIn: Member[] = [...people, ...privileged];

/** Whoever has an account, or acts for those who have. */
const accounts: Member[] = signedIn.filter((member) => member !== 'a visitor');

const text = (value: string): string => JSON.stringify(value);
const aboutUsers = (field: string, ask: (userId: string) => string): OperationRow[] => [
  { field, case: 'for the caller', ask: ({ self }) => ask(`userId: ${text(self)}`), answered: signedIn },
  { field, case: 'for somebody else', ask: () => ask('userId: "victim"'), answered: privileged },
];
const ownData = ({ self }: Caller, selection: string): string => `userData(userId: ${text(self)}) { ${selection} }`;
const erasing = ({ self }: Caller, selection: string): string =>
  `deleteUserData(input: { userId: ${text(self)} }) { ${selection} }`;

export const personOperations: OperationRow[] = [
  ...aboutUsers('Query.userData', (userId) => `userData(${userId}) { nextToken }`),
  ...aboutUsers('Query.erasureReceipt', (userId) => `erasureReceipt(${userId}) { status }`).map((row) => ({
    ...row,
    answered: [],
    otherwise: Object.fromEntries(row.answered.map((member) => [member, 'nothing'])),
  })),
];

/** Nobody has been merged, so whoever may undo is told that there is nothing to undo. */
const told = (errorType: string, who: Member[]) => Object.fromEntries(who.map((member) => [member, errorType]));
const merging = (user: string) =>
  `mergeUser(input: { anonymousId: "visitor-made-up" userId: ${text(user)} }) { status }`;
const undoing = (user: string) => `undoMerge(input: { visitorId: "visitor-made-up" userId: ${text(user)} }) { status }`;
export const visitorOperations: OperationRow[] = [
  {
    field: 'Mutation.createVisitor',
    ask: () => 'createVisitor { visitorId }',
    answered: ['the API key', 'a backend'],
  },
  {
    field: 'Mutation.mergeUser',
    case: 'for the caller, without a signed id',
    ask: ({ self }) => merging(self),
    answered: [],
    otherwise: told('InvalidVisitor', accounts),
  },
  {
    field: 'Mutation.mergeUser',
    case: 'for somebody else, without a signed id',
    ask: () => merging('victim'),
    answered: [],
    otherwise: told('InvalidVisitor', privileged),
  },
  {
    field: 'Mutation.undoMerge',
    case: 'for the caller',
    ask: ({ self }) => undoing(self),
    answered: [],
    otherwise: told('MergeNotFound', accounts),
  },
  {
    field: 'Mutation.undoMerge',
    case: 'for somebody else',
    ask: () => undoing('victim'),
    answered: [],
    otherwise: told('MergeNotFound', privileged),
  },
];

/** Nothing is recorded of whoever was erased, so these rows are the last. */
export const lastOperations: OperationRow[] = aboutUsers(
  'Mutation.deleteUserData',
  (userId) => `deleteUserData(input: { ${userId} }) { status }`,
);

export const personTypes: TypeRow[] = [
  {
    type: 'Visitor',
    fields: ['visitorId', 'anonymousId', 'expiresAt'],
    operation: 'mutation',
    ask: (_caller, selection) => `createVisitor { ${selection} }`,
    readers: ['the API key', 'a backend'],
  },
  // A merge needs a visitor of one's own.
  {
    type: 'Merge',
    fields: ['visitorId', 'userId', 'status', 'mergedAt', 'undoUntil', 'moved'],
    operation: 'mutation',
    readers: accounts,
  },
  { type: 'UserDataList', fields: ['items', 'nextToken'], operation: 'query', ask: ownData, readers: signedIn },
  {
    type: 'UserDataRecord',
    fields: ['kind', 'key', 'expiresAt', 'data'],
    operation: 'query',
    ask: (caller, selection) => ownData(caller, `items { ${selection} }`),
    readers: signedIn,
  },
  {
    type: 'ErasureReceipt',
    fields: ['erasureId', 'userId', 'status', 'requestedAt', 'erasedAt', 'erased', 'remaining'],
    operation: 'mutation',
    ask: erasing,
    readers: signedIn,
  },
  // Receipts have them once the erasure is done.
  { type: 'ErasedCount', fields: ['kind', 'count'], operation: 'query', readers: signedIn },
  {
    type: 'RemainingCopy',
    fields: ['place', 'modelVersion', 'until', 'note'],
    operation: 'query',
    readers: signedIn,
  },
];
