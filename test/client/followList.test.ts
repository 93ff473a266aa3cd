import { describe, expect, it, vi } from 'vitest';
import type { RequestRefused } from '../../client/index.ts';
import { Channel, type ChannelListener } from '../../client/realtime/Channel.ts';
import { followList, type RecommendationList } from '../../client/realtime/followList.ts';

const listBasedOn = (basedOn: string | null, degraded = false): RecommendationList =>
  ({ recommendationId: `on ${basedOn}`, basedOn, degraded, items: [] }) as unknown as RecommendationList;

/** Follows a list over a connection that says what the test says. */
const follow = () => {
  const shown: string[] = [];
  const answers: ((list: RecommendationList) => void)[] = [];
  let listener!: ChannelListener;
  followList(
    {
      subscribe: (_query, given) => {
        listener = given;
        return () => undefined;
      },
    },
    () => new Promise((resolve) => answers.push(resolve)),
    { userId: 'ada' },
    { next: ({ basedOn, degraded }, origin) => shown.push(`${origin} ${basedOn}${degraded ? ' degraded' : ''}`) },
  );
  return {
    shown,
    open: () => listener.opened(),
    push: (basedOn: string | null) => listener.data({ onRecommendation: listBasedOn(basedOn) }),
    /** Of the question that was asked last. */
    answer: async (basedOn: string | null, degraded = false) => {
      answers.at(-1)!(listBasedOn(basedOn, degraded));
      await Promise.resolve();
      await Promise.resolve();
    },
  };
};

describe('a page that follows a list', () => {
  it('drops a push that a newer one has overtaken', async () => {
    const { shown, open, push, answer } = follow();
    open();
    await answer('2026-01-01');
    push('2026-01-03');
    push('2026-01-02');
    push('2026-01-03');
    expect(shown).toEqual(['ASKED 2026-01-01', 'PUSHED 2026-01-03', 'PUSHED 2026-01-03']);
  });

  it('shows an answer after a push only when it is based on more', async () => {
    const { shown, open, push, answer } = follow();
    open();
    push('2026-01-02');
    await answer('2026-01-01');
    open();
    push('2026-01-03');
    await answer('2026-01-04');
    expect(shown).toEqual(['PUSHED 2026-01-02', 'PUSHED 2026-01-03', 'ASKED 2026-01-04']);
  });

  it('takes what it is answered when nothing was pushed: after a merge was undone a list may be based on less', async () => {
    const { shown, open, push, answer } = follow();
    open();
    await answer('2026-01-05');
    open();
    await answer('2026-01-01');
    push(null);
    expect(shown).toEqual(['ASKED 2026-01-05', 'ASKED 2026-01-01', 'PUSHED null']);
  });

  it('keeps the list of the model when one without it knows no more, and takes it when it does', async () => {
    const { shown, open, answer } = follow();
    for (const [basedOn, degraded] of [
      ['2026-01-01', false],
      ['2026-01-01', true],
      ['2026-01-02', true],
      ['2026-01-02', true],
      ['2026-01-02', false],
    ] as const) {
      open();
      await answer(basedOn, degraded);
    }
    expect(shown).toEqual([
      'ASKED 2026-01-01',
      'ASKED 2026-01-02 degraded',
      'ASKED 2026-01-02 degraded',
      'ASKED 2026-01-02',
    ]);
  });
});

describe('a subscription that is not opened', () => {
  const start = () => {
    const started: string[] = [];
    const refused: RequestRefused[] = [];
    const wire = { start: (id: string) => void started.push(id), stop: () => undefined };
    const listener = { data: vi.fn(), opened: vi.fn(), refused: (reason: RequestRefused) => void refused.push(reason) };
    const channel = new Channel('{}', listener, 600_000);
    channel.start(wire);
    const refuse = (errorType: string): boolean =>
      channel.receive({ type: 'error', id: started.at(-1), payload: { errors: [{ errorType, message: 'm' }] } }, wire);
    return { started, refused, listener, channel, wire, refuse };
  };

  it.each(['Throttled', 'InternalFailure', 'LimitExceededError'])(
    'for %s is tried again after a pause',
    async (type) => {
      const { started, refused, listener, channel, wire, refuse } = start();
      expect(refuse(type)).toBe(false);
      await vi.waitFor(() => expect(started).toHaveLength(2), { timeout: 10_000 });
      channel.receive({ type: 'start_ack', id: started[1] }, wire);
      expect(listener.opened).toHaveBeenCalledTimes(1);
      expect(refused).toEqual([]);
      channel.end(wire);
    },
  );

  it('for another reason has ended', () => {
    const { refused, refuse } = start();
    expect(refuse('Unauthorized')).toBe(true);
    expect(refused).toMatchObject([{ code: 'Unauthorized' }]);
  });
});
