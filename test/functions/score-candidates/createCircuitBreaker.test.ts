import { describe, expect, it } from 'vitest';
import { createCircuitBreaker } from '../../../functions/score-candidates/createCircuitBreaker.ts';
import type { ModelOutcome } from '../../../functions/shared/createModelClient.ts';

const answer: ModelOutcome = { answer: { modelVersion: 'v1', source: 'MODEL', items: [] } };

function start() {
  let now = 0;
  let asked = 0;
  const model = { does: (): ModelOutcome | Promise<ModelOutcome> => answer };
  const ask = createCircuitBreaker(
    async () => {
      asked += 1;
      return model.does();
    },
    () => now,
  );
  return {
    model,
    ask: async (budget = 950, endpointName = 'v1') =>
      ask({ modelVersion: 'v1', endpointName }, { kind: 'POPULAR', now, limit: 1 }, budget),
    wait: (milliseconds: number) => (now += milliseconds),
    asked: () => asked,
  };
}

describe('the circuit breaker', () => {
  it.each(['TIMEOUT', 'UNAVAILABLE'] as const)('leaves a model alone after three of %s in a row', async (failure) => {
    const { model, ask, asked } = start();
    model.does = () => ({ failure });
    const outcomes = [];
    for (let request = 0; request < 12; request += 1) outcomes.push(await ask());
    expect(asked()).toBe(3);
    expect(outcomes.slice(0, 3)).toEqual([{ failure }, { failure }, { failure }]);
    expect(outcomes[3]).toMatchObject({ failure: 'UNAVAILABLE' });
  });

  it('tries again after five seconds with one request, and goes on when that is answered', async () => {
    const { model, ask, asked, wait } = start();
    model.does = () => ({ failure: 'UNAVAILABLE' });
    for (let request = 0; request < 3; request += 1) await ask();
    wait(4_999);
    await ask();
    expect(asked()).toBe(3);
    wait(1);
    await ask();
    await ask();
    expect(asked()).toBe(4);
    wait(5_000);
    let finish = (_: ModelOutcome): void => undefined;
    model.does = () => new Promise<ModelOutcome>((resolve) => (finish = resolve));
    const trial = ask();
    expect(await ask()).toMatchObject({ failure: 'UNAVAILABLE' });
    finish(answer);
    expect(await trial).toEqual(answer);
    model.does = () => answer;
    expect([await ask(), await ask()]).toEqual([answer, answer]);
    expect(asked()).toBe(7);
  });

  it('is not opened by callers in a hurry, by an absent model or by unknown items, and needs failures in a row', async () => {
    const { model, ask, asked } = start();
    model.does = () => ({ failure: 'TIMEOUT' });
    for (let request = 0; request < 5; request += 1) await ask(40);
    for (const failure of ['ABSENT', 'UNKNOWN_ITEM'] as const) {
      model.does = () => ({ failure });
      for (let request = 0; request < 5; request += 1) await ask();
    }
    for (let request = 0; request < 8; request += 1) {
      model.does = () => (request % 3 === 2 ? answer : { failure: 'UNAVAILABLE' });
      await ask();
    }
    expect(asked()).toBe(23);
  });

  it('tries only with a request that has time for an answer', async () => {
    const { model, ask, asked, wait } = start();
    model.does = () => ({ failure: 'TIMEOUT' });
    for (let request = 0; request < 3; request += 1) await ask();
    wait(5_000);
    await ask(40);
    expect(asked()).toBe(3);
    await ask();
    expect(asked()).toBe(4);
  });

  it('keeps the endpoints apart', async () => {
    const { model, ask, asked } = start();
    model.does = () => ({ failure: 'UNAVAILABLE' });
    for (let request = 0; request < 4; request += 1) await ask(950, 'ill');
    expect(asked()).toBe(3);
    model.does = () => answer;
    expect(await ask(950, 'well')).toEqual(answer);
    expect(await ask(950, 'ill')).toMatchObject({ failure: 'UNAVAILABLE' });
  });
});
