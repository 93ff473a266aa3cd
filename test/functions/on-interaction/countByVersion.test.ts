import { describe, expect, it } from 'vitest';
import { countByVersion } from '../../../functions/on-interaction/countByVersion.ts';
import { toRecordedInteraction } from '../../../functions/on-interaction/RecordedInteraction.ts';
import { recommendationIdOf } from '../../../schema/contract/recommendationId.ts';
import { makeStreamRecord } from '../../helpers/makeStreamRecord.ts';

const [old, young] = ['20261101-030000-00aa', '20261102-030000-00ab'];
const list = (version: string | null, digit = 0): string =>
  recommendationIdOf(`00000000-0000-4000-8000-00000000000${digit}`, {
    modelVersion: version,
    source: 'MODEL',
    degraded: false,
    madeAt: 1_795_000_000,
    placement: 'home',
    experimentId: null,
    variant: null,
  });
const did = (eventType: string, itemId: string, recommendationId?: string, userId = 'ada') =>
  toRecordedInteraction(
    makeStreamRecord({ userId, itemId, eventType, timestamp: '2026-11-28T12:00:00.000Z', recommendationId }),
  );

describe('impressions and clicks', () => {
  it('are counted for the version that made the list', () => {
    const counted: unknown[] = [];
    countByVersion(
      [
        did('IMPRESSION', 'a', list(old)),
        did('IMPRESSION', 'b', list(old)),
        did('CLICK', 'a', list(old)),
        did('VIEW', 'a', list(old)),
        did('PURCHASE', 'a', list(old)),
        did('VIEW', 'a', list(old), 'ben'),
        did('VIEW', 'a', list(old, 1)),
        did('IMPRESSION', 'a', list(young)),
        did('VIEW', 'a', list(null)),
        did('VIEW', 'a', `${list(young)}.x`),
        did('VIEW', 'a'),
      ],
      (version, measurements) => counted.push({ version, ...measurements }),
    );
    expect(counted).toEqual([
      { version: old, impressions: 2, clicks: 3 },
      { version: young, impressions: 1, clicks: 0 },
    ]);
  });
});
