import type { OperationRow, TypeRow } from './Row.ts';
import type { Member } from './callers.ts';

/** Who may see and steer the life of a model: nobody but administrators and backends. */
const privileged: Member[] = ['an admin', 'a backend'];
const others: Member[] = ['the API key', 'a user', 'a user with an id token', 'a member of another group'];

const [live, before] = ['20261102-030000-00ab', '20261101-030000-00aa'];
const instant = '2026-11-02T03:00:00.000Z';
const served = (modelVersion: string) => ({ modelVersion, endpointName: `recsync-${modelVersion}` });
const byModel = { champion: 0.25, challenger: 0.5 };
const verdict = JSON.stringify({
  challenger: live,
  champion: before,
  isAccepted: true,
  reason: 'NOT_WORSE: It is not worse.',
  segments: [
    {
      segment: 'ALL',
      cases: 9,
      championNdcg: 0.25,
      challengerNdcg: 0.5,
      difference: { value: 0.25, low: 0.125, high: 0.5 },
    },
  ],
  coverage: byModel,
  diversity: byModel,
  novelty: byModel,
});
const lineage = JSON.stringify({
  runId: live,
  dataFingerprint: 'f',
  trainedUntil: instant,
  interactions: 9,
  items: 9,
  users: 9,
  seed: 1,
  hyperparameters: {},
  image: 'image:1',
});
const version = (modelVersion: string, status: string) => ({
  pk: 'VERSION',
  sk: modelVersion,
  status,
  createdAt: instant,
  artifact: 's3://artifacts/model.tar.gz',
  verdict,
  lineage,
  ...served(modelVersion),
});

/** A row of each kind with all of its fields, in the models table. */
export const modelRows: Record<string, unknown>[] = [
  {
    pk: 'LIVE',
    sk: 'LIVE',
    revision: 2,
    champion: served(live),
    challenger: { ...served(before), stage: 'SHADOW', share: 0.5 },
    updatedAt: instant,
    updatedBy: 'training',
  },
  {
    pk: 'HEALTH',
    sk: 'HEALTH',
    watchedUntil: instant,
    retrainingRunId: live,
    retrainingStartedAt: instant,
    report: JSON.stringify({
      measures: [{ name: 'CLICK_RATE', value: 0.5, threshold: 0.25, observed: 0.03, expected: 0.05 }],
      drifted: true,
      days: 28,
      lists: 9,
      sources: [{ source: 'MODEL', share: 1 }],
    }),
  },
  version(live, 'LIVE'),
  version(before, 'RETIRED'),
  {
    pk: 'RUN',
    sk: live,
    runId: live,
    executionArn: 'arn',
    status: 'PROMOTED',
    trigger: 'SCHEDULE',
    startedAt: instant,
    stages: { COLLECT: instant },
    dataReport: JSON.stringify({
      refusals: [],
      fingerprint: 'f',
      interactions: 9,
      users: 9,
      items: 9,
      newInteractions: 9,
      rejected: { NO_ITEM: 1 },
      trainedUntil: instant,
      judgedInteractions: 1,
      judgedUsers: 1,
      eventTypes: { VIEW: 1 },
      drift: { measures: [{ name: 'ITEMS', value: 0, threshold: 1 }], drifted: false, windows: 8 },
    }),
    verdict,
    observations: JSON.stringify([
      {
        stage: 'SHADOW',
        at: instant,
        requests: 9,
        errorRate: 0,
        championErrorRate: 0,
        latencyMilliseconds: 9,
        championLatencyMilliseconds: 9,
        decision: 'PASSED',
        reason: 'NOT_WORSE: It is not worse.',
      },
    ]),
    expiresAt: 4_000_000_000,
  },
];

const comparing = (selection: string): string =>
  `compareModels(userId: "ada", versions: ["${live}", "${before}"]) { ${selection} }`;
const requesting = (selection: string): string => `requestTraining { ${selection} }`;
const ofRun = (selection: string): string => `trainingRun(runId: "${live}") { ${selection} }`;
const ofVersion = (selection: string): string => `modelVersion(modelVersion: "${live}") { ${selection} }`;
const ofHealth = (selection: string): string => `modelHealth { ${selection} }`;
const ofLive = (selection: string): string => `liveModel { ${selection} }`;

const operation = (field: string, request: string): OperationRow => ({
  field,
  ask: () => request,
  answered: privileged,
});
/** About a version that is not there: who may ask for one learns that, and nobody else. */
const unknownVersion = (field: string, request: string): OperationRow => ({
  field,
  case: 'about an unknown version',
  ask: () => request,
  answered: [],
  otherwise: {
    ...Object.fromEntries(others.map((member) => [member, 'Unauthorized'])),
    ...Object.fromEntries(privileged.map((member) => [member, 'ModelVersionNotFound'])),
  },
});

export const modelOperations: OperationRow[] = [
  operation('Query.modelVersions', 'modelVersions { nextToken }'),
  operation('Query.modelVersion', ofVersion('status')),
  operation('Query.liveModel', ofLive('revision')),
  operation('Query.modelHealth', ofHealth('drifted')),
  operation('Query.trainingRuns', 'trainingRuns { nextToken }'),
  operation('Query.trainingRun', ofRun('status')),
  operation('Query.auditLog', 'auditLog { nextToken }'),
  operation('Query.compareModels', comparing('userId')),
  operation('Mutation.requestTraining', requesting('runId')),
  // One that is there would be set live, and the rows of the types below changed.
  unknownVersion('Mutation.setLiveModel', 'setLiveModel(input: { modelVersion: "none" }) { revision }'),
  unknownVersion('Query.recommendations', 'recommendations(userId: "victim" modelVersion: "none") { source }'),
  unknownVersion('Query.similarItems', 'similarItems(itemId: "shown" modelVersion: "none") { source }'),
  unknownVersion('Query.popularItems', 'popularItems(modelVersion: "none") { source }'),
];

const type = (
  name: string,
  fields: string,
  path: (selection: string) => string,
  kind: TypeRow['operation'] = 'query',
): TypeRow => ({
  type: name,
  fields: fields.split(' '),
  operation: kind,
  ask: (_caller, selection) => path(selection),
  readers: privileged,
});
const below =
  (path: (selection: string) => string, ...fields: string[]) =>
  (selection: string): string =>
    path(fields.reduceRight((inner, field) => `${field} { ${inner} }`, selection));

export const modelTypes: TypeRow[] = [
  type(
    'ModelVersion',
    'modelVersion status createdAt endpointName retiredAt artifact verdict lineage reason',
    ofVersion,
  ),
  type(
    'ModelLineage',
    'runId dataFingerprint trainedUntil interactions items users seed hyperparameters image',
    below(ofVersion, 'lineage'),
  ),
  type('ModelVersionList', 'items nextToken', (selection) => `modelVersions { ${selection} }`),
  type('LiveModel', 'revision champion challenger updatedAt updatedBy', ofLive),
  type('ServedModel', 'modelVersion endpointName', below(ofLive, 'champion')),
  type('TrainingRunList', 'items nextToken', (selection) => `trainingRuns { ${selection} }`),
  type(
    'TrainingRun',
    'runId status trigger requestedBy startedAt endedAt reason stages dataReport verdict observations collectedUntil modelVersion',
    ofRun,
  ),
  type('TrainingStageEntry', 'stage startedAt', below(ofRun, 'stages')),
  type(
    'DataReport',
    'refusals tooLittle fingerprint interactions users items newInteractions rejected trainedUntil judgedInteractions judgedUsers eventTypes drift',
    below(ofRun, 'dataReport'),
  ),
  type('RejectedRows', 'reason count', below(ofRun, 'dataReport', 'rejected')),
  type('EventTypeShare', 'eventType share', below(ofRun, 'dataReport', 'eventTypes')),
  type('DriftReport', 'measures drifted windows', below(ofRun, 'dataReport', 'drift')),
  type('DriftMeasure', 'name value threshold', below(ofRun, 'dataReport', 'drift', 'measures')),
  type(
    'JudgeVerdict',
    'challenger champion isAccepted reason segments coverage diversity novelty',
    below(ofRun, 'verdict'),
  ),
  type('SegmentVerdict', 'segment cases championNdcg challengerNdcg difference', below(ofRun, 'verdict', 'segments')),
  type('DifferenceInterval', 'value low high', below(ofRun, 'verdict', 'segments', 'difference')),
  type('ModelMeasure', 'champion challenger', below(ofRun, 'verdict', 'coverage')),
  type(
    'RolloutObservation',
    'stage at requests errorRate championErrorRate latencyMilliseconds championLatencyMilliseconds overlap clickRate championClickRate decision reason',
    below(ofRun, 'observations'),
  ),
  type('TriedModel', 'modelVersion endpointName stage share', below(ofLive, 'challenger')),
  type('ModelHealth', 'watchedUntil drifted measures days lists sources retrainingRunId retrainingStartedAt', ofHealth),
  type('HealthMeasure', 'name value threshold observed expected', below(ofHealth, 'measures')),
  type('SourceShare', 'source share', below(ofHealth, 'sources')),
  type('ModelComparison', 'userId lists overlaps', comparing),
  type('ComparedList', 'modelVersion items failure latencyMilliseconds', below(comparing, 'lists')),
  type('ListOverlap', 'modelVersions overlap', below(comparing, 'overlaps')),
  type('AuditEntryList', 'items nextToken', (selection) => `auditLog { ${selection} }`),
  type('AuditEntry', 'auditId at actor action subjects', (selection) => `auditLog { items { ${selection} } }`),
  type('TrainingRequest', 'runId', requesting, 'mutation'),
  // A list with items needs an endpoint that answers; what the schema says of the type is compared instead.
  { type: 'ComparedItem', fields: ['itemId', 'score'], operation: 'query', readers: privileged },
];
