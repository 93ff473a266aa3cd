import { expect, test } from 'vitest';
import { ScorePreparation } from '../../../model/ranking/ScorePreparation.ts';
import { smallModel, smallNow } from '../artifact/smallModel.ts';

test('equals what the hybrid scores and explains, with and without cold items and history', () => {
  const { model } = smallModel();
  const preparation = new ScorePreparation(model);
  const context = { now: smallNow, hourOfDay: 3 };
  for (const itemIds of [[], ['i0'], ['i0', 'i4', 'i9', 'i58']]) {
    const events = itemIds.map((itemId, index) => ({ itemId, eventType: 'VIEW', timestamp: smallNow - index * 1000 }));
    const history = model.toHistory(events, smallNow);
    const expected = model.score(history, context);
    const prepared = preparation.prepare(history, context);
    expected.forEach((score, item) => expect(prepared.scores[item]).toBeCloseTo(score, 4));
    for (const item of [0, 5, model.indexOfItem('i58') as number]) {
      const shares = prepared.explain(item).flatMap(({ factor, contributions }) => contributions.map(({ share }) => share * factor));
      const direct = model.explain(history, item, context).map(({ share }) => share);
      expect(shares).toHaveLength(direct.length);
      shares.forEach((share, index) => expect(share).toBeCloseTo(direct[index], 4));
    }
  }
});
