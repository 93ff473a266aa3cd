import type { Caller, Member } from './callers.ts';
import { batchOperations, batchTypes } from './batchTable.ts';
import { deploymentOperations, deploymentTypes } from './deploymentTable.ts';
import { experimentOperations, experimentTypes } from './experimentTable.ts';
import { metricOperations, metricTypes } from './metricsTable.ts';
import { modelOperations, modelTypes } from './modelTable.ts';
import { placementOperations, placementTypes } from './placementTable.ts';
import { lastOperations, personOperations, personTypes, visitorOperations } from './personTable.ts';
import type { OperationRow, TypeRow } from './Row.ts';

const people: Member[] = ['a user', 'a user with an id token', 'a member of another group', 'a visitor'];
const privileged: Member[] = ['an admin', 'a backend'];
const peopleAndAdmin: Member[] = [...people, 'an admin'];
const signedIn: Member[] = [...people, ...privileged];
const everybody: Member[] = ['the API key', ...signedIn];

const text = (value: string): string => JSON.stringify(value);
/** IAM stands for no user, so a backend has to name one. */
const mustName: OperationRow['otherwise'] = { 'a backend': 'InvalidInput' };
const timestamp = text('2026-11-01T12:00:00.000Z');

/** A field that is about a user: the caller, somebody else, or nobody that is named. */
const aboutUsers = (field: string, ask: (userId: string, caller: Caller) => string): OperationRow[] => [
  { field, case: 'for the caller', ask: (caller) => ask(`userId: ${text(caller.self)}`, caller), answered: signedIn },
  { field, case: 'for somebody else', ask: (caller) => ask('userId: "victim"', caller), answered: privileged },
  { field, case: 'for nobody named', ask: (caller) => ask('', caller), answered: peopleAndAdmin, otherwise: mustName },
];
const interaction = (userId: string, { name }: Caller): string =>
  `{ ${userId} itemId: "shown" eventType: VIEW eventId: ${text(name)} timestamp: ${timestamp} }`;
const list = (userId: string): string =>
  `{ recommendationId: "r-1" userId: ${text(userId)} placement: "home" source: MODEL degraded: false
    generatedAt: ${timestamp} items: [{ itemId: "shown" score: 1
      reasons: [{ code: POPULAR share: 1 evidence: { itemIds: ["shown"] attributes: [] } }] }] }`;

/** What becomes of each operation. A field of a root type without a row fails the test. */
export const operations: OperationRow[] = [
  ...batchOperations,
  ...modelOperations,
  ...metricOperations,
  ...deploymentOperations,
  ...placementOperations,
  ...experimentOperations,
  ...personOperations,
  ...visitorOperations,
  { field: 'Query.item', ask: () => 'item(itemId: "shown") { itemId }', answered: everybody },
  {
    field: 'Query.item',
    case: 'that is hidden',
    ask: () => 'item(itemId: "hidden") { itemId }',
    answered: privileged,
    otherwise: Object.fromEntries((['the API key', ...people] as Member[]).map((member) => [member, 'nothing'])),
  },
  { field: 'Query.items', ask: () => 'items { nextToken }', answered: everybody },
  {
    field: 'Query.recommendationsFor',
    ask: () => 'recommendationsFor(history: [{ itemId: "shown" eventType: VIEW }]) { source }',
    answered: everybody,
  },
  { field: 'Query.similarItems', ask: () => 'similarItems(itemId: "shown") { source }', answered: everybody },
  { field: 'Query.trendingItems', ask: () => 'trendingItems { source }', answered: everybody },
  { field: 'Query.popularItems', ask: () => 'popularItems { source }', answered: everybody },
  ...aboutUsers('Query.recommendations', (userId) => `recommendations(limit: 5 ${userId}) { source }`),
  ...aboutUsers('Query.rerankItems', (userId) => `rerankItems(itemIds: ["shown"] ${userId}) { source }`),
  ...aboutUsers('Query.interactions', (userId) => `interactions(limit: 5 ${userId}) { nextToken }`),
  ...aboutUsers(
    'Mutation.recordInteraction',
    (userId, caller) => `recordInteraction(input: ${interaction(userId, caller)}) { eventId }`,
  ),
  ...aboutUsers(
    'Mutation.recordInteractions',
    (userId, caller) =>
      `recordInteractions(input: { interactions: [${interaction(userId, caller)}] }) { results { errorType } }`,
  ),
  {
    field: 'Mutation.putItem',
    ask: ({ name }) => `putItem(input: { itemId: ${text(`put by ${name}`)} }) { itemId }`,
    answered: privileged,
  },
  {
    field: 'Mutation.putItems',
    ask: ({ name }) => `putItems(input: { items: [{ itemId: ${text(`put by ${name}`)} }] }) { results { errorType } }`,
    answered: privileged,
  },
  {
    field: 'Mutation.deleteItem',
    ask: ({ name }) => `deleteItem(input: { itemId: ${text(`doomed by ${name}`)} }) { itemId }`,
    answered: privileged,
  },
  {
    field: 'Mutation.publishRecommendation',
    ask: ({ self }) => `publishRecommendation(input: ${list(self)}) { recommendationId }`,
    answered: ['a backend', 'the publisher'],
  },
  {
    field: 'Subscription.onRecommendation',
    case: 'for the caller',
    ask: ({ self }) => `onRecommendation(userId: ${text(self)}) { recommendationId }`,
    answered: signedIn,
  },
  {
    field: 'Subscription.onRecommendation',
    case: 'for somebody else',
    ask: () => 'onRecommendation(userId: "victim") { recommendationId }',
    answered: privileged,
  },
  ...lastOperations,
];

const ownInteractions = ({ self }: Caller, selection: string): string =>
  `interactions(userId: ${text(self)}) { ${selection} }`;
const recording = (caller: Caller, selection: string): string =>
  `recordInteractions(input: { interactions: [${interaction(`userId: ${text(caller.self)}`, caller)}] }) { ${selection} }`;
const putting = ({ name }: Caller, selection: string): string =>
  `putItems(input: { items: [{ itemId: ${text(`put by ${name}`)} }] }) { ${selection} }`;
const trending = (selection: string): string => `trendingItems(window: WEEK) { ${selection} }`;

/** Who may read what of which type. A field of a type without a row fails the test. */
export const types: TypeRow[] = [
  ...batchTypes,
  ...modelTypes,
  ...metricTypes,
  ...deploymentTypes,
  ...placementTypes,
  ...experimentTypes,
  ...personTypes,
  {
    type: 'Item',
    fields: [
      'itemId',
      'title',
      'description',
      'categories',
      'tags',
      'brand',
      'creator',
      'price',
      'imageUrl',
      'availableFrom',
      'availableUntil',
      'hidden',
      'attributes',
      'createdAt',
      'updatedAt',
    ],
    operation: 'query',
    ask: (_caller, selection) => `item(itemId: "shown") { ${selection} }`,
    readers: everybody,
  },
  {
    type: 'ItemList',
    fields: ['items', 'nextToken'],
    operation: 'query',
    ask: (_caller, selection) => `items { ${selection} }`,
    readers: everybody,
  },
  {
    type: 'InteractionList',
    fields: ['items', 'nextToken'],
    operation: 'query',
    ask: ownInteractions,
    readers: signedIn,
  },
  {
    type: 'Interaction',
    fields: [
      'userId',
      'itemId',
      'eventType',
      'eventValue',
      'eventId',
      'timestamp',
      'recordedAt',
      'sessionId',
      'recommendationId',
      'position',
      'context',
      'properties',
    ],
    operation: 'query',
    ask: (caller, selection) => ownInteractions(caller, `items { ${selection} }`),
    readers: signedIn,
  },
  {
    type: 'InteractionContext',
    fields: ['device', 'locale', 'hourOfDay', 'dayOfWeek', 'attributes'],
    operation: 'query',
    ask: (caller, selection) => ownInteractions(caller, `items { context { ${selection} } }`),
    readers: signedIn,
  },
  {
    type: 'RecordInteractionsResult',
    fields: ['results'],
    operation: 'mutation',
    ask: recording,
    readers: signedIn,
  },
  {
    type: 'RecordInteractionResult',
    fields: ['outcome', 'interaction', 'errorType', 'message'],
    operation: 'mutation',
    ask: (caller, selection) => recording(caller, `results { ${selection} }`),
    readers: signedIn,
  },
  {
    type: 'PutItemsResult',
    fields: ['results'],
    operation: 'mutation',
    ask: putting,
    readers: privileged,
  },
  {
    type: 'PutItemResult',
    fields: ['itemId', 'item', 'errorType', 'message'],
    operation: 'mutation',
    ask: (caller, selection) => putting(caller, `results { ${selection} }`),
    readers: privileged,
  },
  {
    type: 'RecommendationList',
    fields: [
      'recommendationId',
      'userId',
      'placement',
      'items',
      'nextToken',
      'source',
      'degraded',
      'degradedReason',
      'modelVersion',
      'generatedAt',
      'basedOn',
      'notices',
    ],
    operation: 'query',
    ask: (_caller, selection) => trending(selection),
    readers: everybody,
  },
  {
    type: 'Recommendation',
    fields: ['itemId', 'item', 'score', 'reasons'],
    operation: 'query',
    ask: (_caller, selection) => trending(`items { ${selection} }`),
    readers: everybody,
  },
  {
    type: 'Reason',
    fields: ['code', 'evidence', 'share'],
    operation: 'query',
    ask: (_caller, selection) => trending(`items { reasons { ${selection} } }`),
    readers: everybody,
  },
  {
    type: 'Evidence',
    fields: ['itemIds', 'attributes'],
    operation: 'query',
    ask: (_caller, selection) => trending(`items { reasons { evidence { ${selection} } } }`),
    readers: everybody,
  },
];
