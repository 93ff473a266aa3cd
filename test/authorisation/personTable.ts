import type { Caller, Member } from './callers.ts';
import type { OperationRow, TypeRow } from './Row.ts';

/** Everybody who is somebody may see and erase what is kept of themselves; administrators and backends anybody's. */
const people: Member[] = ['a user', 'a user with an id token', 'a member of another group'];
const privileged: Member[] = ['an admin', 'a backend'];
const signedIn: Member[] = [...people, ...privileged];

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

/** Nothing is recorded of whoever was erased, so these rows are the last. */
export const lastOperations: OperationRow[] = aboutUsers(
  'Mutation.deleteUserData',
  (userId) => `deleteUserData(input: { ${userId} }) { status }`,
);

export const personTypes: TypeRow[] = [
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
