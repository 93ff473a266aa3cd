import { expect, test } from 'vitest';
import { decide } from '../../../model/judging/decide.ts';

const of = (value: number, low: number, high: number, toleratedLoss = 0.02) =>
  decide({
    segments: [
      { segment: 'ALL', cases: 3000, championNdcg: 0.2, challengerNdcg: 0.2 + value, difference: { value, low, high } },
    ],
    coverage: { champion: 0.5, challenger: 0.5 },
    toleratedLoss,
  });

test.each([
  // A certain loss of 2% of 0.2 is as much as may be lost; a little more is too much.
  [-0.004, -0.005, -0.003, 0.02, true, /^HARDLY_WORSE: .*; 2\.0% of it may be lost\.$/],
  [-0.0041, -0.005, -0.003, 0.02, false, /^WORSE: /],
  [-0.0041, -0.005, -0.003, 0.03, true, /^HARDLY_WORSE: /],
  [-0.0001, -0.0002, -0.00001, 0, false, /^WORSE: /],
  // A large loss that may be chance is none, as before.
  [-0.02, -0.05, 0.01, 0.02, true, /^NOT_WORSE: /],
  [0.02, 0.01, 0.03, 0.02, true, /^BETTER: /],
])('a difference of %f (%f to %f) where %f may be lost: %s', (value, low, high, tolerated, isAccepted, reason) => {
  expect(of(value, low, high, tolerated)).toEqual({ isAccepted, reason: expect.stringMatching(reason) });
});

test('new users are not given away either', () => {
  const segment = (name: 'ALL' | 'NEW_USERS', value: number) => ({
    segment: name,
    cases: 300,
    championNdcg: 0.2,
    challengerNdcg: 0.2 + value,
    difference: { value, low: value - 0.001, high: value + 0.001 },
  });
  const verdict = (loss: number) =>
    decide({
      segments: [segment('ALL', 0), segment('NEW_USERS', -loss)],
      coverage: { challenger: 0.5 },
      toleratedLoss: 0.02,
    });
  expect(verdict(0.01)).toMatchObject({ isAccepted: false, reason: expect.stringMatching(/^WORSE_FOR_NEW_USERS: /) });
  expect(verdict(0.003)).toMatchObject({ isAccepted: true });
});

test('a first model may lose as much against the popular list', () => {
  const verdict = (value: number, toleratedLoss: number) =>
    decide({
      segments: [{ segment: 'ALL', cases: 300, challengerNdcg: 0.1 + value }],
      coverage: { challenger: 0.5 },
      popular: { ndcg: 0.1, difference: { value, low: value - 0.01, high: value + 0.01 } },
      toleratedLoss,
    });
  expect(verdict(-0.04, 0.02)).toMatchObject({
    isAccepted: false,
    reason: expect.stringMatching(/^WORSE_THAN_POPULAR/),
  });
  expect(verdict(-0.04, 0.4)).toMatchObject({ isAccepted: true, reason: expect.stringMatching(/^FIRST_MODEL/) });
  expect(verdict(-0.005, 0)).toMatchObject({ isAccepted: true });
});
