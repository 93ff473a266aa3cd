import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createModelClient } from '../../../functions/shared/createModelClient.ts';
import { modelBudget } from '../../../functions/score-candidates/scoreCandidates.ts';
import type { InvocationRequest } from '../../../model/contract/index.ts';
import { startModelEndpoint } from '../../helpers/startModelEndpoint.ts';
import type { Behaviour, ModelEndpoint } from '../../helpers/startModelEndpoint.ts';

const request: InvocationRequest = { kind: 'POPULAR', now: 0, limit: 1 };

describe('the model client', () => {
  let endpoint: ModelEndpoint;
  beforeAll(async () => {
    endpoint = await startModelEndpoint();
  });
  afterAll(() => endpoint.stop());

  it.each<[string, Behaviour, string]>([
    ['an endpoint that does not exist', 'ABSENT', 'ABSENT'],
    ['no answer in time', 'HANGS', 'TIMEOUT'],
    [
      'an item that the model does not know',
      { modelStatus: 404, body: '{"error":{"code":"UNKNOWN_ITEM","message":"x"}}' },
      'UNKNOWN_ITEM',
    ],
    [
      'a model that sheds load',
      { modelStatus: 503, body: '{"error":{"code":"OVERLOADED","message":"x"}}' },
      'UNAVAILABLE',
    ],
    ['a container that died', { modelStatus: 500, body: '<html>' }, 'UNAVAILABLE'],
    ['an answer that is no list', () => ({ hello: 'world' }) as never, 'UNAVAILABLE'],
  ])('tells %s', async (_, behaviour, failure) => {
    endpoint.behave(behaviour);
    expect(await createModelClient(endpoint.client)('scoring', request, 300)).toMatchObject({ failure });
  });

  it('asks once: retries would spend the time of the fallback', async () => {
    endpoint.received.length = 0;
    endpoint.behave({ modelStatus: 500, body: '' });
    await createModelClient(endpoint.client)('scoring', request, 300);
    expect(endpoint.received).toHaveLength(1);
  });

  it('does not ask at all without time', async () => {
    endpoint.received.length = 0;
    expect(await createModelClient(endpoint.client)('scoring', request, 0.5)).toEqual({ failure: 'TIMEOUT' });
    expect(endpoint.received).toHaveLength(0);
  });

  it('tells that nobody listens', async () => {
    const nowhere = new SageMakerRuntimeClient({
      endpoint: 'http://127.0.0.1:1',
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 1,
    });
    expect(await createModelClient(nowhere)('scoring', request, 1000)).toMatchObject({ failure: 'UNAVAILABLE' });
  });

  it('leaves a part of the budget to the fallback', () => {
    expect([50, 100, 250, 1000].map(modelBudget)).toEqual([40, 80, 200, 950]);
  });
});
