import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startsAhead } from '../../local/startLocalCloud.ts';
import { readResources } from './permissions/readResources.ts';

it('the local cloud starts the functions of the main path ahead, which the template has by these names', () => {
  const resources = readResources(join(import.meta.dirname, '..', '..', 'cdk.out'));
  const names = resources.ofType('AWS::Lambda::Function').map(({ id }) => id.slice(id.indexOf('/') + 1));
  expect(names.length).toBeGreaterThan(3);
  expect(names.filter(startsAhead)).toHaveLength(3);
});
