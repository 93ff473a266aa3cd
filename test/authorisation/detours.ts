import type { Caller } from './callers.ts';
import type { Outcome } from './Row.ts';

/** Page tokens of somebody else's lists. */
export interface OthersTokens {
  interactions: string;
  userData: string;
}

/** A request that asks for what is somebody else's in another way than by one plain field. */
export interface Detour {
  name: string;
  /** The body of the request. */
  ask(caller: Caller, tokens: OthersTokens): object;
  /**
   * What a user is told, by the path of what was asked; the path `` is the request as a whole. A field at the root that
   * may not be null takes the whole answer with it when it is refused: what is allowed is asked again then.
   */
  expected: Record<string, Outcome>;
}

const neighbour = 'neighbour';
const text = (value: string): string => JSON.stringify(value);
const interactions = (alias: string, userId: string, more = ''): string =>
  `${alias}: interactions(userId: ${text(userId)} ${more}) { items { itemId } }`;

/** Whom the detours lead to, and what belongs to them: seeded before, and found unchanged after. */
export const detoursLeadTo = {
  userId: neighbour,
  seed: ['first', 'second'].map(
    (eventId) =>
      `{ userId: ${text(neighbour)} itemId: "shown" eventType: VIEW eventId: ${text(eventId)}
         timestamp: "2026-11-01T12:00:00.000Z" }`,
  ),
  eventIds: ['first', 'second'],
};

export const detours: Detour[] = [
  {
    name: 'an alias beside what is allowed',
    ask: ({ self }) => ({ query: `{ ${interactions('own', self)} ${interactions('theirs', neighbour)} }` }),
    expected: { '': 'Unauthorized', own: 'nothing', theirs: 'Unauthorized' },
  },
  {
    name: 'aliases of the same field of somebody else',
    ask: () => ({ query: `{ ${interactions('one', neighbour)} ${interactions('two', neighbour)} }` }),
    expected: { '': 'Unauthorized' },
  },
  {
    name: 'a variable',
    ask: () => ({
      query: `query ($userId: ID) { theirs: interactions(userId: $userId) { items { itemId } } }`,
      variables: { userId: neighbour },
    }),
    expected: { theirs: 'Unauthorized' },
  },
  {
    name: 'fragments within fragments',
    ask: ({ self }) => ({
      query: `query { ...Outer } fragment Outer on Query { ${interactions('own', self)} ...Inner }
        fragment Inner on Query { ... on Query { ${interactions('theirs', neighbour)} } }`,
    }),
    expected: { '': 'Unauthorized', own: 'nothing', theirs: 'Unauthorized' },
  },
  {
    name: 'the second of two operations',
    ask: ({ self }) => ({
      query: `query Mine { ${interactions('own', self)} } query Others { ${interactions('theirs', neighbour)} }`,
      operationName: 'Others',
    }),
    expected: { theirs: 'Unauthorized' },
  },
  {
    name: 'a directive that comes to nothing',
    ask: () => ({
      query: `{ ${interactions('theirs', neighbour).replace(' {', ' @include(if: true) @skip(if: false) {')} }`,
    }),
    expected: { theirs: 'Unauthorized' },
  },
  {
    name: 'an entry of a batch',
    ask: ({ self, name }) => ({
      query: `mutation { recordInteractions(input: { interactions: [${[self, neighbour]
        .map(
          (userId) => `{ userId: ${text(userId)} itemId: "shown" eventType: VIEW eventId: ${text(`detour of ${name}`)}
            timestamp: "2026-11-01T12:00:00.000Z" }`,
        )
        .join(' ')}] }) { results { errorType } } }`,
    }),
    expected: { 'recordInteractions.results.0': 'answered', 'recordInteractions.results.1': 'Unauthorized' },
  },
  {
    name: 'a second mutation of the same request',
    ask: () => ({
      query: `mutation { one: deleteUserData(input: { userId: ${text(neighbour)} }) { status }
        two: putItem(input: { itemId: "by detour" }) { itemId } }`,
    }),
    expected: { '': 'Unauthorized', two: 'nothing' },
  },
  {
    name: 'a list of requests',
    ask: () => [{ query: `{ ${interactions('theirs', neighbour)} }` }],
    expected: { '': 'MalformedHttpRequestException' },
  },
  {
    name: "somebody else's page token, for them",
    ask: (_caller, tokens) => ({
      query: `{ ${interactions('theirs', neighbour, `nextToken: ${text(tokens.interactions)}`)} }`,
    }),
    expected: { theirs: 'Unauthorized' },
  },
  {
    name: "somebody else's page token, for oneself",
    ask: ({ self }, tokens) => ({
      query: `{ ${interactions('own', self, `nextToken: ${text(tokens.interactions)}`)}
      }`,
    }),
    expected: { own: 'InvalidNextToken' },
  },
  {
    name: "somebody else's page token of all that is held, for oneself",
    ask: ({ self }, tokens) => ({
      query: `{ data: userData(userId: ${text(self)} nextToken: ${text(tokens.userData)}) { items { data } } }`,
    }),
    expected: { data: 'InvalidNextToken' },
  },
  {
    name: "somebody else's page token, for another list",
    ask: (_caller, tokens) => ({
      query: `{ items(nextToken: ${text(tokens.interactions)}) { items { itemId } } }`,
    }),
    expected: { items: 'InvalidNextToken' },
  },
];
