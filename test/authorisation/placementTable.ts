import { placementKeys } from '../../schema/contract/feedback.ts';
import type { Caller, Member } from './callers.ts';
import type { OperationRow, TypeRow } from './Row.ts';

/** Who may say what a placement shows: nobody but administrators and backends. */
const privileged: Member[] = ['an admin', 'a backend'];
const others: Member[] = ['the API key', 'a user', 'a user with an id token', 'a member of another group'];

const instant = '2026-11-02T03:00:00.000Z';
const settings = {
  pinned: [{ itemId: 'shown', from: instant, until: '2027-11-02T03:00:00.000Z' }],
  boosted: [{ category: 'drama', factor: 2 }],
  buried: [{ category: 'horror' }],
};

const rowsOf = (placement: string, applied: object): Record<string, unknown>[] =>
  placementKeys(placement).map((key) => ({
    ...key,
    placement,
    revision: 1,
    settings: JSON.stringify(applied),
    updatedAt: instant,
    updatedBy: 'root',
  }));

/** In the feedback table: a placement with rules of each kind, and one whose lists a rule empties. */
export const placementRows: Record<string, unknown>[] = [
  ...rowsOf('ruled', settings),
  ...rowsOf('popular', { buried: [{ itemId: 'shown' }], filter: '{"title":{"eq":"nothing is called so"}}' }),
];

/** About a placement that is not as the caller says: who may change one learns that, and nobody else. */
const refused = (field: string, request: string, outcome: string): OperationRow => ({
  field,
  ask: () => request,
  answered: [],
  otherwise: {
    ...Object.fromEntries(others.map((member) => [member, 'Unauthorized'])),
    ...Object.fromEntries(privileged.map((member) => [member, outcome])),
  },
});
const ofPlacement = (selection: string): string => `placement(placement: "ruled") { ${selection} }`;

/** An explanation is the user's own; an administrator may ask for anybody's. */
const explaining = (userId: string, selection = 'isListed'): string =>
  `explainItem(itemId: "shown" placement: "ruled" ${userId}) { ${selection} }`;
const people: Member[] = ['a user', 'a user with an id token', 'a member of another group', 'a visitor'];

export const placementOperations: OperationRow[] = [
  {
    field: 'Query.explainItem',
    case: 'for the caller',
    ask: ({ self }) => explaining(`userId: ${JSON.stringify(self)}`),
    answered: [...people, ...privileged],
  },
  {
    field: 'Query.explainItem',
    case: 'for somebody else',
    ask: () => explaining('userId: "victim"'),
    answered: privileged,
  },
  { field: 'Query.placement', ask: () => ofPlacement('revision'), answered: privileged },
  { field: 'Query.placements', ask: () => 'placements { nextToken }', answered: privileged },
  refused(
    'Mutation.putPlacement',
    'putPlacement(input: { placement: "ruled" settings: {} }) { revision }',
    'PlacementChanged',
  ),
  refused(
    'Mutation.deletePlacement',
    'deletePlacement(placement: "none" revision: 1) { revision }',
    'PlacementNotFound',
  ),
];

const type = (
  name: string,
  fields: string,
  path: (selection: string) => string,
  readers: Member[] = privileged,
): TypeRow => ({
  type: name,
  fields: fields.split(' '),
  operation: 'query',
  ask: (_caller, selection) => path(selection),
  readers,
});
const ofSettings = (selection: string): string => ofPlacement(`settings { ${selection} }`);

const ofExplanation =
  (path: (selection: string) => string) =>
  ({ self }: Caller, selection: string): string =>
    explaining(`userId: ${JSON.stringify(self)}`, path(selection));
const explained = (name: string, fields: string, path: (selection: string) => string): TypeRow => ({
  ...type(name, fields, path, [...people, ...privileged]),
  ask: ofExplanation(path),
});

export const placementTypes: TypeRow[] = [
  explained(
    'ItemExplanation',
    'userId itemId placement experimentId variant isListed findings score rank rankedItems eligibleRank components reasons modelVersion',
    (selection) => selection,
  ),
  // Without a model there is none to see.
  {
    type: 'ComponentStanding',
    fields: ['name', 'share', 'rank'],
    operation: 'query',
    readers: [...people, ...privileged],
  },
  explained('ItemFinding', 'code keepsOut message remedy', (selection) => `findings { ${selection} }`),
  type('ListNotice', 'code message', (selection) => `popularItems { notices { ${selection} } }`, [
    ...others,
    'a visitor',
    ...privileged,
  ]),
  type('Placement', 'placement revision settings experimentId updatedAt updatedBy', ofPlacement),
  type('PlacementList', 'items nextToken', (selection) => `placements { ${selection} }`),
  type(
    'PlacementSettings',
    'filter diversity freshness exploration explorationDepth lowersPassedOver pinned boosted buried fallback eventTypes maximumItems maxLatencyMs',
    ofSettings,
  ),
  type('PinnedItem', 'itemId from until', (selection) => ofSettings(`pinned { ${selection} }`)),
  type('BoostRule', 'itemId category factor from until', (selection) => ofSettings(`boosted { ${selection} }`)),
  type('BuryRule', 'itemId category from until', (selection) => ofSettings(`buried { ${selection} }`)),
];
