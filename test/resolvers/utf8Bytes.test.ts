import { expect, it } from 'vitest';
import { evaluate, people } from './helpers/bundles.ts';

const whole = 'a lone surrogate';

it.each<[string, string, string | undefined]>([
  ['ASCII at the limit', 'x'.repeat(256), undefined],
  ['ASCII beyond it', 'x'.repeat(257), '1 to 256 bytes'],
  ['runs between others, at the limit', 'ab€cd é'.repeat(25) + 'x'.repeat(6), undefined],
  ['runs between others, beyond it', 'ab€cd é'.repeat(25) + 'x'.repeat(7), '1 to 256 bytes'],
  ['the end of a line, which counts', `${'x'.repeat(254)}\u2028`, '1 to 256 bytes'],
  ['a whole pair', '\ud83d\ude00', undefined],
  ['half of a pair', '\ud83d', whole],
  ['halves that would be whole without what stands between them', '\ud83dx\ude00', whole],
])('an id of %s', (_name, itemId, problem) => {
  const { error } = evaluate('Query.item', 'request', { arguments: { itemId }, identity: people.apiKey });
  if (problem === undefined) expect(error).toBeUndefined();
  else expect(error?.message).toContain(problem);
});
