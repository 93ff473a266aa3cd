import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { missingBrowser } from './startBrowser.ts';
import { describeExperiment } from './storefront/describeExperiment.ts';
import { describeFitness } from './storefront/describeFitness.ts';
import { describeLists } from './storefront/describeLists.ts';
import { describePeople } from './storefront/describePeople.ts';
import { Shop } from './storefront/Shop.ts';

// One cloud and one browser for all that is seen of the shop.
if (missingBrowser)
  describe.skip(`the shop in a browser: ${missingBrowser}`, () => it('is not tested', () => undefined));
else
  describe('the shop in a browser', { timeout: 120_000 }, () => {
    let shop: Shop | undefined;
    beforeAll(async () => {
      shop = await Shop.open();
    }, 600_000);
    afterEach(() => shop?.clear());
    afterAll(() => shop?.close());

    describeLists(() => shop!);
    describePeople(() => shop!);
    describeExperiment(() => shop!);
    describeFitness(() => shop!);
  });
