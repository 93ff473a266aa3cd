import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { drawScale, predict, readProfile, renderScale, withTables, type CountedOperations } from '../../scale/index.ts';

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

it('docs/scale.md shows what is counted and reckoned now', () => {
  const counted = json('scale/operations.json') as CountedOperations;
  const profile = readProfile(json('scale/profiles/black-friday.json'));
  const predictions = predict(profile, counted);
  const document = readFileSync('docs/scale.md', 'utf8');
  expect(withTables(document, renderScale(profile, counted, predictions))).toBe(document);
  expect(readFileSync('docs/scale.svg', 'utf8')).toBe(drawScale(profile, predictions));
});

it('a document without marks is refused', () => {
  expect(() => withTables('nothing', 'tables')).toThrow('The document is "without marks"; it must be <!-- scale');
});
