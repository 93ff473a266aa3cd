import { describe, expect, it } from 'vitest';
import { checkTypes, createEvaluator } from '../../emulator/appsync-js/index.ts';
import { bundles } from './helpers/bundles.ts';

// What deploys is the bundle, not the source that lint sees: code that comes in by an import is judged here.
describe('AppSync would save every bundle that deploys', () => {
  const evaluator = createEvaluator();

  const types = checkTypes(new Map([...bundles].map(([name, code]) => [name, String(code)])));

  it('there are bundles', () => {
    expect(bundles.size).toBeGreaterThan(20);
  });

  it.each([...bundles])('%s', (name, code) => {
    const loaded = evaluator.load(name, String(code));
    expect([loaded.has('request'), loaded.has('response')]).toContain(true);
    expect(types.get(name)).toEqual([]);
  });
});
