import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi } from './helpers/startApi.ts';
import type { Api } from './helpers/startApi.ts';

const FIELDS = `experimentId revision status placement goal revenueCap windowSeconds expectedRate smallestEffect
  usersNeeded guards { metric margin } segments allocation smallestShare startedAt endedAt endReason promoted updatedBy
  variants { variant share modelVersion settings { diversity filter } }`;
const PUT = `mutation ($input: PutExperimentInput!) { putExperiment(input: $input) { ${FIELDS} } }`;
const END = `mutation ($experimentId: ID!, $promote: ID) {
  endExperiment(experimentId: $experimentId, promote: $promote) { ${FIELDS} } }`;
const RESULTS = `query ($experimentId: ID!) { experimentResults(experimentId: $experimentId) {
  experiment { status } users suspects unclear countedUntil variants { variant share users rate { estimate } verdict
  difference { estimate } guards { metric isBroken } segments { segment users } } splits { from shares { variant share } } } }`;

const input = {
  experimentId: 'fresher',
  status: 'DRAFT',
  placement: 'start',
  variants: [
    { variant: 'control', share: 0.25 },
    { variant: 'fresh', share: 0.75, settings: { diversity: 0.5, filter: { price: { lt: 20 } } } },
  ],
  goal: 'CLICK',
  expectedRate: 0.1,
  smallestEffect: 0.04,
  guards: [{ metric: 'DISLIKES', margin: 0.01 }],
};

describe('experiments through the API', () => {
  let api: Api;
  let admin: Record<string, string>;
  beforeAll(async () => {
    api = await startApi(() => {
      throw new Error('Nothing here is scored.');
    });
    admin = await api.as('root', { groups: ['admin'] });
  });
  afterAll(() => api?.stop());

  const put = async (more: object = {}) => {
    const { data, errors } = await api.query(PUT, { input: { ...input, ...more } }, admin);
    return { experiment: data?.putExperiment as Record<string, unknown> | undefined, error: errors?.[0] };
  };
  const placement = async () =>
    (
      await api.query(
        '{ placement(placement: "start") { revision experimentId settings { diversity freshness } } }',
        {},
        admin,
      )
    ).data?.placement;

  it('go from a draft to a running one to a promoted one, and the placement follows', async () => {
    const draft = await put();
    expect(draft.error).toBeUndefined();
    expect(draft.experiment).toMatchObject({
      revision: 1,
      status: 'DRAFT',
      windowSeconds: 604_800,
      allocation: 'FIXED',
      smallestShare: 0.25,
      segments: false,
      updatedBy: 'root',
      variants: [
        { variant: 'control', share: 0.25, settings: null },
        { variant: 'fresh', share: 0.75, settings: { diversity: 0.5, filter: '{"price":{"lt":20}}' } },
      ],
    });
    expect(draft.experiment!.usersNeeded).toBeGreaterThan(1000);
    expect(await placement()).toBeNull();

    const settings = { freshness: 0.25 };
    const placing =
      'mutation ($settings: PlacementSettingsInput!) { putPlacement(input: { placement: "start" settings: $settings }) { revision } }';
    expect((await api.query(placing, { settings }, admin)).errors).toBeUndefined();
    expect(await put({ status: 'RUNNING', revision: 1 })).toMatchObject({ experiment: { status: 'RUNNING' } });
    expect(await placement()).toMatchObject({ revision: 2, experimentId: 'fresher', settings });
    expect((await put({ status: 'RUNNING', revision: 2 })).error).toMatchObject({ errorType: 'ExperimentStarted' });
    expect((await put({ experimentId: 'other', status: 'RUNNING' })).error).toMatchObject({
      errorType: 'PlacementInUse',
    });

    const results = await api.query(RESULTS, { experimentId: 'fresher' }, admin);
    expect(results.errors).toBeUndefined();
    expect(results.data?.experimentResults).toMatchObject({
      experiment: { status: 'RUNNING' },
      users: 0,
      countedUntil: null,
      variants: [
        { variant: 'control', users: 0, rate: null, verdict: null, difference: null, guards: [] },
        { variant: 'fresh', verdict: 'RUNNING', guards: [{ metric: 'DISLIKES', isBroken: false }] },
      ],
      splits: [
        {
          shares: [
            { variant: 'control', share: 0.25 },
            { variant: 'fresh', share: 0.75 },
          ],
        },
      ],
    });

    const ended = await api.query(END, { experimentId: 'fresher', promote: 'fresh' }, admin);
    expect(ended.data?.endExperiment).toMatchObject({ status: 'ENDED', endReason: 'PROMOTED', promoted: 'fresh' });
    expect(await placement()).toMatchObject({
      revision: 3,
      experimentId: null,
      settings: { freshness: 0.25, diversity: 0.5 },
    });
    expect((await api.query(END, { experimentId: 'fresher' }, admin)).errors?.[0]).toMatchObject({
      errorType: 'ExperimentNotRunning',
    });
  });

  it('are listed, each once over all pages', async () => {
    await put({ experimentId: 'a' });
    await put({ experimentId: 'b' });
    const seen: string[] = [];
    let nextToken: string | null = null;
    do {
      const LIST =
        'query ($nextToken: String) { experiments(limit: 1, nextToken: $nextToken) { items { experimentId } nextToken } }';
      const { data } = await api.query(LIST, { nextToken }, admin);
      const page = data?.experiments as unknown as { items: { experimentId: string }[]; nextToken: string | null };
      seen.push(...page.items.map(({ experimentId }) => experimentId));
      ({ nextToken } = page);
    } while (nextToken);
    expect(seen).toEqual([...seen].sort().reverse());
    expect(seen).toEqual(expect.arrayContaining(['a', 'b']));
    const one = await api.query(
      '{ experiment(experimentId: "a") { experimentId } none: experiment(experimentId: "z") { revision } }',
      {},
      admin,
    );
    expect(one.data).toEqual({ experiment: { experimentId: 'a' }, none: null });
  });

  const [control, fresh] = input.variants;
  it.each([
    [
      'input.variants[1].settings.buried[0].itemId',
      { variants: [control, { ...fresh, settings: { buried: [{ itemId: 'nowhere' }] } }] },
    ],
    [
      'input.variants',
      {
        variants: [control, fresh].map((variant, half) => ({
          ...variant,
          settings: { buried: Array.from({ length: 60 }, (_, index) => ({ itemId: `i${half}-${index}` })) },
        })),
      },
    ],
    ['input.experimentId', { experimentId: 'two words' }],
    ['input.placement', { placement: 'trending' }],
    ['input.status', { status: 'ENDED' }],
    ['input.variants', { variants: [control] }],
    ['input.variants', { variants: [control, control] }],
    ['input.variants', { variants: [{ ...control, share: 0.5 }, fresh] }],
    ['input.variants', { allocation: 'BANDIT', variants: [control, { ...fresh, share: 0.5 }] }],
    ['input.variants[0].variant', { variants: [{ ...control, variant: 'x'.repeat(33) }, fresh] }],
    ['input.variants[0].share', { variants: [{ ...control, share: 0 }, fresh] }],
    ['input.variants[1].settings.diversity', { variants: [control, { ...fresh, settings: { diversity: 2 } }] }],
    ['input.revenueCap', { revenueCap: 5 }],
    ['input.revenueCap', { goal: 'REVENUE' }],
    ['input.windowSeconds', { windowSeconds: 9 }],
    ['input.expectedRate', { expectedRate: 1 }],
    ['input.smallestEffect', { smallestEffect: 0 }],
    ['input.smallestEffect', { smallestEffect: 0.95 }],
    ['input.guards', { guards: [input.guards[0], input.guards[0]] }],
    ['input.guards[0].margin', { guards: [{ metric: 'DISLIKES', margin: -1 }] }],
    ['input.smallestShare', { smallestShare: 0.1 }],
    ['input.smallestShare', { allocation: 'BANDIT', smallestShare: 0.5 }],
  ])('name the field that is wrong: %s of %j', async (path, wrong) => {
    const { error } = await put({ experimentId: 'wrong', ...wrong });
    expect(error).toMatchObject({
      errorType: 'InvalidInput',
      message: expect.stringMatching(`^${path.replace(/[[\]]/g, '.')}: `),
    });
  });

  it('are of administrators only', async () => {
    const { errors } = await api.query(PUT, { input }, await api.as('u1'));
    expect(errors?.[0]).toMatchObject({ errorType: 'Unauthorized' });
  });
});
