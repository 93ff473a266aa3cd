import { expect, test } from 'vitest';
import { toSourceLine } from '../../data/records/DataSource.ts';
import { parseInteraction } from '../../data/records/InteractionRecord.ts';
import { parseItem } from '../../data/records/ItemRecord.ts';

const raw = { line: 1, text: '' };
const nested = (depth: number): unknown => JSON.parse(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`) as unknown;

test('a value that is nested thousands deep costs its line, not the import', () => {
  const deep = nested(100_000);
  const lines = [
    toSourceLine('items.jsonl', raw, () => parseItem({ itemId: 'a', attributes: deep })),
    toSourceLine('items.jsonl', raw, () => parseItem({ itemId: deep })),
    toSourceLine('interactions.jsonl', raw, () => parseInteraction({ properties: deep, userId: deep }, 0)),
  ];
  expect(lines.map(({ reason }) => reason)).toEqual(Array(3).fill('it is nested too deeply'));
  expect(toSourceLine('items.jsonl', raw, () => parseItem({ itemId: 'a', attributes: nested(3) })).reason).toBe(
    undefined,
  );
});

test('an error that is not the line’s fault is not hidden', () => {
  expect(() =>
    toSourceLine('items.jsonl', raw, () => {
      throw new TypeError('a mistake in the code');
    }),
  ).toThrow('a mistake in the code');
});
