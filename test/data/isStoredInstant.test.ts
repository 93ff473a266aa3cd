import { expect, test } from 'vitest';
import { isStoredInstant } from '../../data/records/fields.ts';
import { parseInstant, toInstant } from '../../schema/contract/instant.ts';

const digits = (number: number, count: number): string => String(number).padStart(count, '0');

test('agrees with the rules of instants, on every day and at the ends of hours and minutes', () => {
  const times = ['00:00:00.000', '23:59:59.999', '24:00:00.000', '12:60:00.000', '12:00:60.000', '25:00:00.000'];
  for (const year of [0, 1, 1900, 1970, 2000, 2023, 2024, 9999]) {
    for (let month = 0; month <= 13; month += 1) {
      for (let day = 0; day <= 32; day += 1) {
        for (const time of times) {
          const text = `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}T${time}Z`;
          const milliseconds = parseInstant(text);
          expect([text, isStoredInstant(text)]).toEqual([
            text,
            milliseconds !== null && toInstant(milliseconds) === text,
          ]);
        }
      }
    }
  }
});

test.each([
  ['2026-11-30T12:00:00.000Z', true],
  ['2024-02-29T12:00:00.000Z', true],
  ['2023-02-29T12:00:00.000Z', false],
  ['2026-11-31T12:00:00.000Z', false],
  ['2026-11-30T12:00:00.00Z', false],
  ['2026-11-30T12:00:00.000+', false],
  ['2026-11-30t12:00:00.000Z', false],
  ['２026-11-30T12:00:00.000Z', false],
  [1764504000000, false],
  [null, false],
])('%s: %s', (value, expected) => {
  expect(isStoredInstant(value)).toBe(expected);
});
