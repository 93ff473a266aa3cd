import { addOutcomes, emptySums } from '../../functions/run-experiments/ExperimentSums.ts';
import type { UserOutcome } from '../../functions/run-experiments/ExperimentSums.ts';
import { planOf } from '../../functions/run-experiments/planOf.ts';
import type { ExperimentSettings } from '../../schema/contract/experiments.ts';
import type { Member } from './callers.ts';
import type { OperationRow, TypeRow } from './Row.ts';

/** Who may see and steer experiments: nobody but administrators and backends. */
const privileged: Member[] = ['an admin', 'a backend'];
const others: Member[] = ['the API key', 'a user', 'a user with an id token', 'a member of another group'];

const instant = '2026-11-02T03:00:00.000Z';
const settings: ExperimentSettings = {
  experimentId: 'over',
  placement: 'ruled',
  variants: [
    { variant: 'control', share: 5000 },
    { variant: 'treatment', share: 5000, settings: { diversity: 0.5 } },
  ],
  goal: 'CLICK',
  windowSeconds: 60,
  expectedRate: 0.5,
  smallestEffect: 0.1,
  guards: [{ metric: 'DISLIKES', margin: 0.5 }],
  segments: true,
  allocation: 'FIXED',
  smallestShare: 5000,
};
const split = settings.variants.map(({ variant, share }) => ({ variant, share }));
const users = split.map(({ variant }): UserOutcome => {
  const guards = { DISLIKES: 0, DEGRADED: 0 };
  return { variant, outcome: 1, revenue: 0, segment: 'NEW', guards };
});
const sums = addOutcomes(emptySums(settings), users, split, planOf(settings));

/** In the feedback table: an experiment that is over, with results. */
export const experimentRows: Record<string, unknown>[] = [
  {
    ...settings,
    pk: 'EXPERIMENTS',
    sk: 'over',
    status: 'ENDED',
    revision: 3,
    variants: JSON.stringify(settings.variants),
    guards: JSON.stringify(settings.guards),
    usersNeeded: 9,
    createdAt: instant,
    startedAt: instant,
    endedAt: instant,
    endReason: 'ENDED',
    updatedAt: instant,
    updatedBy: 'root',
  },
  {
    pk: 'EXPERIMENT#over',
    sk: 'SUMS',
    revision: 1,
    closedUntil: 1_780_000_000,
    sums: JSON.stringify(sums),
    updatedAt: instant,
  },
  { pk: 'EXPERIMENT#over', sk: `SPLIT#${instant}`, shares: JSON.stringify(split) },
];

/** About an experiment that is not as the caller says: who may change one learns that, and nobody else. */
const refused = (field: string, request: string, outcome: string): OperationRow => ({
  field,
  ask: () => request,
  answered: [],
  otherwise: {
    ...Object.fromEntries(others.map((member) => [member, 'Unauthorized'])),
    ...Object.fromEntries(privileged.map((member) => [member, outcome])),
  },
});
const ofExperiment = (selection: string): string => `experiment(experimentId: "over") { ${selection} }`;
const ofResults = (selection: string): string => `experimentResults(experimentId: "over") { ${selection} }`;
const ofVariants = (selection: string): string => ofResults(`variants { ${selection} }`);

export const experimentOperations: OperationRow[] = [
  { field: 'Query.experiment', ask: () => ofExperiment('revision'), answered: privileged },
  { field: 'Query.experiments', ask: () => 'experiments { nextToken }', answered: privileged },
  { field: 'Query.experimentResults', ask: () => ofResults('users'), answered: privileged },
  refused(
    'Mutation.putExperiment',
    `putExperiment(input: { experimentId: "over" status: DRAFT placement: "ruled" goal: CLICK expectedRate: 0.5
      smallestEffect: 0.1 variants: [{ variant: "a" share: 0.5 } { variant: "b" share: 0.5 }] }) { revision }`,
    'ExperimentChanged',
  ),
  refused('Mutation.endExperiment', 'endExperiment(experimentId: "over") { revision }', 'ExperimentNotRunning'),
];

const type = (name: string, fields: string, path: (selection: string) => string): TypeRow => ({
  type: name,
  fields: fields.split(' '),
  operation: 'query',
  ask: (_caller, selection) => path(selection),
  readers: privileged,
});

export const experimentTypes: TypeRow[] = [
  type(
    'Experiment',
    'experimentId revision status placement variants goal revenueCap windowSeconds expectedRate smallestEffect usersNeeded guards segments allocation smallestShare createdAt startedAt endedAt endReason promoted updatedAt updatedBy',
    ofExperiment,
  ),
  type('ExperimentVariant', 'variant share settings modelVersion', (selection) =>
    ofExperiment(`variants { ${selection} }`),
  ),
  type('ExperimentGuard', 'metric margin', (selection) => ofExperiment(`guards { ${selection} }`)),
  type('ExperimentList', 'items nextToken', (selection) => `experiments { ${selection} }`),
  type('ExperimentResults', 'experiment users suspects unclear countedUntil variants splits', ofResults),
  type(
    'VariantResult',
    'variant share users outcomes rate revenue dislikes degraded verdict difference guards segments',
    ofVariants,
  ),
  type('EstimateInterval', 'estimate low high', (selection) => ofVariants(`rate { ${selection} }`)),
  type('ExperimentDifference', 'estimate low high pValue', (selection) => ofVariants(`difference { ${selection} }`)),
  type('GuardResult', 'metric isBroken difference', (selection) => ofVariants(`guards { ${selection} }`)),
  type('SegmentResult', 'segment users difference', (selection) => ofVariants(`segments { ${selection} }`)),
  type('ExperimentSplit', 'from shares', (selection) => ofResults(`splits { ${selection} }`)),
  type('VariantShare', 'variant share', (selection) => ofResults(`splits { shares { ${selection} } }`)),
];
