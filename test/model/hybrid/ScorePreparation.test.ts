import { expect, test } from 'vitest';
import { blendWeights } from '../../../model/hybrid/blendWeights.ts';
import { decayHistory } from '../../../model/hybrid/decayHistory.ts';
import { scaleOf } from '../../../model/hybrid/scaleOf.ts';
import { smallModel, smallNow } from '../artifact/smallModel.ts';

test('prepared scores and explanations equal the plain blend of the components, cold items and empty histories included', () => {
  const { model } = smallModel();
  const context = { now: smallNow, hourOfDay: 3 };
  for (const itemIds of [[], ['i0'], ['i0', 'i4', 'i9', 'i58']]) {
    const events = itemIds.map((itemId, index) => ({ itemId, eventType: 'VIEW', timestamp: smallNow - index * 1000 }));
    const history = model.toHistory(events, smallNow);
    const weights = blendWeights(model.parameters, history.items.length);
    const expected = new Float64Array(model.itemIds.length);
    const prepared = model.prepare(history, context);
    model.parameters.components.forEach((component, index) => {
      const scores = model.parts[component.model].model.score(
        decayHistory(history, component.historyHalfLife),
        context,
      );
      const scale = scaleOf(scores);
      if (scale === 0) return;
      scores.forEach((score, item) => {
        const weight = model.warm[item] === 1 ? weights[index] : model.parameters.coldWeights[index];
        expected[item] += (weight * score) / scale;
      });
    });
    expected.forEach((score, item) => expect(prepared.scores[item]).toBeCloseTo(score, 4));
    for (const item of [0, 5, model.indexOfItem('i58') as number]) {
      const shares = prepared
        .explain(item)
        .flatMap(({ factor, contributions }) => contributions.map(({ share }) => share * factor));
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(expected[item], 4);
    }
  }
});
