import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LiveRow, ModelVersionRow, TrainingRunRow } from '../../schema/contract/models.ts';
import { apiKey, startApi } from './helpers/startApi.ts';
import type { Api, HttpRequest } from './helpers/startApi.ts';

const [first, second, third, fourth] = ['a', 'b', 'c', 'd'].map(
  (day) => `2026110${day.charCodeAt(0) - 96}-030000-00a${day}`,
);
const instant = '2026-11-01T03:00:00.000Z';

const verdict = {
  challenger: second,
  champion: first,
  isAccepted: true,
  reason: 'NOT_WORSE: The new model is not worse.',
  segments: [
    {
      segment: 'ALL',
      cases: 40,
      championNdcg: 0.25,
      challengerNdcg: 0.5,
      difference: { value: 0.25, low: 0.125, high: 0.375 },
    },
    { segment: 'NEW_USERS', cases: 0, challengerNdcg: 0 },
  ],
  coverage: { champion: 0.5, challenger: 0.75 },
  diversity: { challenger: 0.5 },
  novelty: { champion: 1, challenger: 2 },
};
const report = {
  refusals: [],
  fingerprint: 'f00d',
  interactions: 1000,
  users: 50,
  items: 20,
  newInteractions: 100,
  rejected: { NO_ITEM: 2 },
  trainedUntil: instant,
  judgedInteractions: 100,
  judgedUsers: 40,
  eventTypes: { VIEW: 0.75, LIKE: 0.25 },
  drift: { measures: [{ name: 'ITEMS', value: 0.25, threshold: 0.5 }], drifted: false, windows: 8 },
};
const observation = {
  stage: 'CANARY',
  at: instant,
  requests: 40,
  errorRate: 0,
  championErrorRate: 0.125,
  latencyMilliseconds: 20,
  championLatencyMilliseconds: 25,
  clickRate: 0.25,
  championClickRate: 0.125,
  decision: 'PASSED',
  reason: 'NOT_WORSE: fine.',
};
const version = (modelVersion: string, status: string, more: Partial<ModelVersionRow> = {}): object => ({
  pk: 'VERSION',
  sk: modelVersion,
  modelVersion,
  status,
  createdAt: instant,
  artifact: `s3://artifacts/${modelVersion}/model.tar.gz`,
  lineage: JSON.stringify({
    runId: modelVersion,
    dataFingerprint: 'f00d',
    trainedUntil: instant,
    interactions: 1000,
    items: 20,
    users: 50,
    seed: 4_294_967_295,
    hyperparameters: { seed: '4294967295' },
    image: 'image:1',
  }),
  ...more,
});
const live: LiveRow = {
  pk: 'LIVE',
  sk: 'LIVE',
  revision: 4,
  champion: { modelVersion: second, endpointName: `recsync-${second}` },
  challenger: { modelVersion: third, endpointName: `recsync-${third}`, stage: 'CANARY', share: 0.125 },
  updatedAt: instant,
  updatedBy: 'training',
};
const run: Partial<TrainingRunRow> & object = {
  pk: 'RUN',
  sk: second,
  runId: second,
  executionArn: 'arn:secret',
  status: 'PROMOTED',
  trigger: 'SCHEDULE',
  startedAt: instant,
  endedAt: instant,
  stages: { TRAIN: '2026-11-01T03:10:00.000Z', COLLECT: instant },
  dataReport: JSON.stringify(report),
  verdict: JSON.stringify(verdict),
  observations: JSON.stringify([observation]),
  collectedUntil: instant,
  modelVersion: second,
  expiresAt: 4_000_000_000,
};

describe('the models of the API, on a real table', () => {
  let api: Api;
  let rows: DynamoDBDocumentClient;
  let admin: Record<string, string>;
  let user: Record<string, string>;
  let scored: Record<string, unknown>[];
  let asked: { target: string; body: Record<string, unknown> }[];
  let workflow: (target: string) => { statusCode: number; body: object };

  const put = async (...items: object[]): Promise<void> => {
    await Promise.all(items.map((Item) => rows.send(new PutCommand({ TableName: 'models', Item }))));
  };
  const row = async (pk: string, sk: string): Promise<Record<string, unknown> | undefined> =>
    (await rows.send(new GetCommand({ TableName: 'models', Key: { pk, sk } }))).Item;
  const ask = async (query: string, variables: Record<string, unknown> = {}, headers = admin) =>
    api.query(query, variables, headers);
  const errorOf = async (query: string, headers = admin) => (await ask(query, {}, headers)).errors?.[0];

  beforeAll(async () => {
    api = await startApi(
      (payload) => {
        scored.push(payload);
        return {
          recommendationId: 'r',
          userId: payload.userId ?? null,
          placement: payload.placement,
          items: [{ itemId: 'film-1', score: 1, reasons: [] }],
          source: 'MODEL',
          degraded: false,
          degradedReason: null,
          modelVersion: payload.modelVersion ?? second,
          generatedAt: new Date().toISOString(),
          expiresAt: 4_000_000_000,
          basedOn: null,
        };
      },
      undefined,
      {
        compareModels: (payload) => ({
          userId: payload.userId,
          lists: (payload.versions as string[]).map((modelVersion) => ({
            modelVersion,
            items: [{ itemId: 'film-1', score: 1 }],
            failure: null,
            latencyMilliseconds: 2.5,
          })),
          overlaps: [{ modelVersions: payload.versions, overlap: 1 }],
        }),
        training: ({ params }: HttpRequest) => {
          const target = params.headers['x-amz-target'];
          asked.push({ target, body: JSON.parse(params.body) as Record<string, unknown> });
          const { statusCode, body } = workflow(target);
          return { statusCode, headers: {}, body: JSON.stringify(body) };
        },
      },
    );
    rows = DynamoDBDocumentClient.from(api.client);
    [admin, user] = await Promise.all([api.as('root', { groups: ['admin'] }), api.as('ada')]);
    await ask('mutation { putItem(input: { itemId: "film-1" }) { itemId } }');
  });
  afterAll(() => api?.stop());
  beforeEach(async () => {
    scored = [];
    asked = [];
    workflow = () => ({ statusCode: 200, body: { executionArn: 'arn', startDate: 1_777_000_000 } });
    await put(
      live,
      run,
      version(first, 'RETIRED', { endpointName: `recsync-${first}`, retiredAt: instant }),
      version(second, 'LIVE', { endpointName: `recsync-${second}`, verdict: JSON.stringify(verdict) }),
      version(third, 'CANARY', { endpointName: `recsync-${third}` }),
      version(fourth, 'REMOVED', { reason: 'old' }),
    );
  });

  it('answers versions newest first, in pages, with verdict and lineage', async () => {
    const query = `query ($nextToken: String) { modelVersions(limit: 3, nextToken: $nextToken) { nextToken items {
      modelVersion status endpointName reason
      verdict { champion isAccepted segments { segment cases championNdcg challengerNdcg difference { low value high } }
        coverage { champion challenger } diversity { champion challenger } novelty { challenger } }
      lineage { seed hyperparameters image interactions } } } }`;
    const page = (await ask(query)).data as never as {
      modelVersions: { nextToken: string; items: Record<string, unknown>[] };
    };
    expect(page.modelVersions.items.map(({ modelVersion }) => modelVersion)).toEqual([fourth, third, second]);
    expect(page.modelVersions.items[2]).toEqual({
      modelVersion: second,
      status: 'LIVE',
      endpointName: `recsync-${second}`,
      reason: null,
      verdict: {
        champion: first,
        isAccepted: true,
        segments: [verdict.segments[0], { ...verdict.segments[1], championNdcg: null, difference: null }],
        coverage: verdict.coverage,
        diversity: { champion: null, challenger: 0.5 },
        novelty: { challenger: 2 },
      },
      lineage: { seed: 4_294_967_295, hyperparameters: '{"seed":"4294967295"}', image: 'image:1', interactions: 1000 },
    });
    const { nextToken } = page.modelVersions;
    const rest = await ask(query, { nextToken });
    expect(rest.data).toMatchObject({ modelVersions: { nextToken: null, items: [{ modelVersion: first }] } });
    expect(await errorOf(`{ trainingRuns(nextToken: ${JSON.stringify(nextToken)}) { nextToken } }`)).toMatchObject({
      errorType: 'InvalidNextToken',
    });
  });

  it('answers a run state by state, with all that was found, judged and seen', async () => {
    const { data } = await ask(`{ trainingRun(runId: "${second}") {
      status trigger requestedBy reason stages { stage startedAt } modelVersion collectedUntil
      dataReport { refusals tooLittle fingerprint rejected { reason count } eventTypes { eventType share }
        drift { drifted windows measures { name value threshold } } judgedUsers }
      verdict { reason } observations { stage overlap clickRate decision } } }`);
    expect(data?.trainingRun).toEqual({
      status: 'PROMOTED',
      trigger: 'SCHEDULE',
      requestedBy: null,
      reason: null,
      stages: [
        { stage: 'COLLECT', startedAt: instant },
        { stage: 'TRAIN', startedAt: '2026-11-01T03:10:00.000Z' },
      ],
      modelVersion: second,
      collectedUntil: instant,
      dataReport: {
        refusals: [],
        tooLittle: null,
        fingerprint: 'f00d',
        rejected: [{ reason: 'NO_ITEM', count: 2 }],
        eventTypes: [
          { eventType: 'VIEW', share: 0.75 },
          { eventType: 'LIKE', share: 0.25 },
        ],
        drift: report.drift,
        judgedUsers: 40,
      },
      verdict: { reason: verdict.reason },
      observations: [{ stage: 'CANARY', overlap: null, clickRate: 0.25, decision: 'PASSED' }],
    });
    expect(
      (await ask('{ trainingRun(runId: "none") { runId } modelVersion(modelVersion: "none") { status } }')).data,
    ).toEqual({ trainingRun: null, modelVersion: null });
    expect((await ask('{ trainingRuns { items { runId stages { stage } } nextToken } }')).data).toMatchObject({
      trainingRuns: { items: [{ runId: second }], nextToken: null },
    });
  });

  it('says how what is live is doing, once somebody has looked', async () => {
    const query = `{ modelHealth { watchedUntil drifted days lists retrainingRunId sources { source share }
      measures { name value threshold observed expected } } }`;
    expect((await ask(query)).data).toEqual({ modelHealth: null });
    const measure = { name: 'SOURCES', value: 0.5, threshold: 0.125 };
    const found = { drifted: true, days: 9, lists: 300, sources: [{ source: 'TRENDING', share: 1 }] };
    const health = { pk: 'HEALTH', sk: 'HEALTH', watchedUntil: instant };
    await put({ ...health, report: JSON.stringify({ ...found, measures: [measure] }) });
    expect((await ask(query)).data?.modelHealth).toEqual({
      ...found,
      watchedUntil: instant,
      retrainingRunId: null,
      measures: [{ ...measure, observed: null, expected: null }],
    });
  });

  it('goes back to the version before in one step, withdraws what is tried, and says who did it', async () => {
    const { data, errors } = await ask(`mutation { setLiveModel(input: { modelVersion: "${first}" }) {
      revision champion { modelVersion endpointName } challenger { modelVersion } updatedBy } }`);
    expect(errors).toBeUndefined();
    const champion = { modelVersion: first, endpointName: `recsync-${first}` };
    expect(data?.setLiveModel).toEqual({ revision: 5, champion, challenger: null, updatedBy: 'root' });
    expect(await row('LIVE', 'LIVE')).toMatchObject({ revision: 5, champion, updatedBy: 'root' });
    expect(await row('LIVE', 'LIVE')).not.toHaveProperty('challenger');
    expect(await row('VERSION', first)).toMatchObject({ status: 'LIVE' });
    expect(await row('VERSION', second)).toMatchObject({ status: 'RETIRED', endpointName: `recsync-${second}` });
    expect(Date.parse((await row('VERSION', second))?.retiredAt as string)).toBeGreaterThan(Date.parse(instant));

    // The same again changes nothing.
    const again = await ask(`mutation { setLiveModel(input: { modelVersion: "${first}" }) { revision } }`);
    expect(again.data).toEqual({ setLiveModel: { revision: 5 } });
    expect((await ask('{ liveModel { revision champion { modelVersion } } }')).data).toEqual({
      liveModel: { revision: 5, champion: { modelVersion: first } },
    });
  });

  it('withdraws a challenger when the live version is set live again', async () => {
    const { data } = await ask(
      `mutation { setLiveModel(input: { modelVersion: "${second}" }) { revision challenger { stage } } }`,
    );
    expect(data).toEqual({ setLiveModel: { revision: 5, challenger: null } });
    expect(await row('VERSION', second)).toMatchObject({ status: 'LIVE' });
  });

  it.each([
    ['is not there', 'nothing', 'ModelVersionNotFound'],
    ['has no endpoint', fourth, 'ModelVersionNotServed'],
    ['was never live', third, 'ModelVersionNotTried'],
    ['has an empty id', '', 'InvalidInput'],
  ])('does not set a version live that %s', async (_, modelVersion, errorType) => {
    const error = await errorOf(`mutation { setLiveModel(input: { modelVersion: "${modelVersion}" }) { revision } }`);
    expect(error).toMatchObject({ errorType });
    expect(await row('LIVE', 'LIVE')).toEqual(live);
  });

  it('starts a training under the id of its run, with the settings given', async () => {
    const { data, errors } = await ask(
      'mutation { requestTraining(input: { seed: 7, shadowShare: 0, canarySeconds: null, force: true }) { runId } }',
    );
    expect(errors).toBeUndefined();
    const { runId } = data?.requestTraining as never as { runId: string };
    expect(runId).toMatch(/^\d{8}-\d{6}-[0-9a-f]{4}$/);
    expect(asked.map(({ target }) => target)).toEqual(['AWSStepFunctions.StartExecution']);
    const [{ body }] = asked;
    expect(body).toMatchObject({ name: runId, stateMachineArn: expect.stringContaining('training') });
    expect(JSON.parse(body.input as string)).toEqual({
      trigger: 'REQUEST',
      requestedBy: 'root',
      settings: { seed: 7, shadowShare: 0, force: true },
    });
    expect((await ask('mutation { requestTraining { runId } }')).errors).toBeUndefined();
  });

  describe('while a training holds the lock', () => {
    beforeEach(() =>
      put({
        pk: 'LOCK',
        sk: 'TRAINING',
        runId: second,
        executionArn: 'arn:aws:states:x:1:execution:t:1',
        since: instant,
      }),
    );

    it('starts none if that one is at work, and names it', async () => {
      workflow = () => ({ statusCode: 200, body: { status: 'RUNNING' } });
      const error = await errorOf('mutation { requestTraining { runId } }');
      expect(error).toMatchObject({ errorType: 'TrainingInProgress', message: expect.stringContaining(second) });
      expect(asked.map(({ target }) => target)).toEqual(['AWSStepFunctions.DescribeExecution']);
    });

    it.each([
      ['was aborted', { statusCode: 200, body: { status: 'ABORTED' } }],
      ['is forgotten', { statusCode: 400, body: { __type: 'com.amazonaws#ExecutionDoesNotExist', message: 'x' } }],
    ])('starts one if that one %s', async (_, answer) => {
      workflow = (target) => (target.endsWith('DescribeExecution') ? answer : { statusCode: 200, body: {} });
      expect(await errorOf('mutation { requestTraining { runId } }')).toBeUndefined();
      expect(asked).toHaveLength(2);
    });
  });

  it.each([
    ['ThrottlingException', 'Throttled'],
    ['AccessDeniedException', 'InternalFailure'],
    ['SomethingNew', 'InternalFailure'],
  ])('tells of %s of Step Functions nothing but %s', async (type, errorType) => {
    await put({ pk: 'LOCK', sk: 'TRAINING', runId: second, executionArn: 'arn:secret', since: instant });
    workflow = () => ({ statusCode: 400, body: { __type: type, message: 'arn:secret' } });
    const error = await errorOf('mutation { requestTraining { runId } }');
    expect(error).toMatchObject({ errorType });
    expect(JSON.stringify(error)).not.toContain('secret');
  });

  it.each([
    [
      'requestTraining(input: { budgetSeconds: 0 }) { runId }',
      'input.budgetSeconds: received 0; allowed: a whole number, 1 to 86400.',
    ],
    [
      'requestTraining(input: { seed: 0.5 }) { runId }',
      'input.seed: received 0.5; allowed: a whole number, 0 to 4294967295.',
    ],
    ['requestTraining(input: { canaryShare: 1.5 }) { runId }', 'input.canaryShare: received 1.5; allowed: 0 to 1.'],
    [
      'requestTraining(input: { shadowSeconds: 259201 }) { runId }',
      'input.shadowSeconds: received 259201; allowed: a whole number, 0 to 259200.',
    ],
  ])('refuses %s', async (field, message) => {
    expect(await errorOf(`mutation { ${field} }`)).toMatchObject({ errorType: 'InvalidInput', message });
    expect(asked).toEqual([]);
  });

  describe('a version that is pinned', () => {
    const field = (list: string): string => `{ ${list} { modelVersion source } }`;

    it.each([
      `recommendations(userId: "ada", modelVersion: "${first}")`,
      `similarItems(itemId: "film-1", modelVersion: "${first}")`,
      `popularItems(modelVersion: "${first}")`,
    ])('makes %s', async (list) => {
      const { data, errors } = await ask(field(list));
      expect(errors).toBeUndefined();
      expect(Object.values(data ?? {})).toEqual([{ modelVersion: first, source: 'MODEL' }]);
      expect(scored).toMatchObject([{ modelVersion: first }]);
    });

    it('neither answers from the stored list nor stores its own', async () => {
      await ask('{ recommendations(userId: "ben") { source } }');
      api.requests.length = 0;
      const pinned = await ask(field(`recommendations(userId: "ben", modelVersion: "${first}")`));
      expect(pinned.data).toEqual({ recommendations: { modelVersion: first, source: 'MODEL' } });
      expect(api.requests).not.toContain('UserData.PutItem');
      expect((await ask(field('recommendations(userId: "ben")'))).data).toEqual({
        recommendations: { modelVersion: second, source: 'STORED' },
      });
    });

    it.each([
      ['ada herself', `recommendations(modelVersion: "${first}")`],
      ['ada for similar items', `similarItems(itemId: "film-1", modelVersion: "${first}")`],
      ['ada for what is popular', `popularItems(modelVersion: "${first}")`],
    ])('is refused to %s', async (_, list) => {
      expect(await errorOf(field(list), user)).toMatchObject({ errorType: 'Unauthorized' });
      expect(scored).toEqual([]);
    });

    it('is refused to the API key', async () => {
      expect(await errorOf(field(`popularItems(modelVersion: "${first}")`), apiKey)).toMatchObject({
        errorType: 'Unauthorized',
      });
    });

    it('has to be there and to have an endpoint', async () => {
      const list = (modelVersion: string) => field(`popularItems(modelVersion: "${modelVersion}")`);
      expect(await errorOf(list('nothing'))).toMatchObject({ errorType: 'ModelVersionNotFound' });
      expect(await errorOf(list(fourth))).toMatchObject({ errorType: 'ModelVersionNotServed' });
    });
  });

  describe('compareModels', () => {
    const compare = (versions: string[], more = ''): string =>
      `{ compareModels(userId: "ada", versions: ${JSON.stringify(versions)} ${more}) {
        lists { modelVersion items { itemId score } failure latencyMilliseconds } overlaps { modelVersions overlap } } }`;

    it('puts lists side by side', async () => {
      const { data } = await ask(compare([second, first]));
      const list = { items: [{ itemId: 'film-1', score: 1 }], failure: null, latencyMilliseconds: 2.5 };
      expect(data?.compareModels).toEqual({
        lists: [
          { modelVersion: second, ...list },
          { modelVersion: first, ...list },
        ],
        overlaps: [{ modelVersions: [second, first], overlap: 1 }],
      });
    });

    it.each([
      ['no version', [], 'InvalidInput'],
      ['six', ['1', '2', '3', '4', '5', '6'], 'InvalidInput'],
      ['one twice', [first, first], 'InvalidInput'],
      ['one that is not there', [first, 'nothing'], 'ModelVersionNotFound'],
      ['one without endpoint', [fourth], 'ModelVersionNotServed'],
    ])('refuses %s', async (_, versions, errorType) => {
      expect(await errorOf(compare(versions))).toMatchObject({ errorType });
    });

    it('refuses a limit out of bounds', async () => {
      expect(await errorOf(compare([first], 'limit: 101'))).toMatchObject({ errorType: 'InvalidInput' });
    });
  });
});
