import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventsService } from '../../../emulator/index.ts';
import { assignVariant } from '../../../experiments/assignVariant.ts';
import {
  DeletePlacementDocument,
  ExperimentDocument,
  PlacementDocument,
} from '../../../schema/generated/operations/graphql.ts';
import { findBarriers } from '../findBarriers.ts';
import { Keyboard } from './Keyboard.ts';
import { eventually, forYou, orderOf, patience, type Shop } from './Shop.ts';

const experimentId = 'first-place';
const split = ['control', 'treatment'].map((variant) => ({ variant, share: 5000 }));

/** Somebody who gets the variant when half of the users do. */
function personOf(variant: string): string {
  for (let number = 0; ; number += 1) {
    const userId = `tried-${number}`;
    if (assignVariant(experimentId, userId, split) === variant) return userId;
  }
}

/** What an administrator tries on its visitors, from the console, by its keys. */
export function describeExperiment(shop: () => Shop): void {
  describe('an experiment on its visitors', () => {
    it('is written down and started by keyboard, shows each of two people their variant, tells what came of it, and is ended by keyboard', async () => {
      const keeper = shop().administrator();
      const pinned = (await keeper.popularItems({ limit: 100 })).items.at(-1)!;
      const desk = await shop().openBlank();
      await desk.goto(shop().test.cloud.consoleUrl);
      await desk.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
      const keyboard = new Keyboard(desk);
      await keyboard.tabTo(/^Experiments$/);
      await keyboard.press('Enter');
      await desk.getByRole('heading', { level: 1, name: 'Experiments' }).waitFor();
      await keyboard.tabTo(/^New experiment$/);
      await keyboard.press('Enter');
      await eventually(() => keyboard.focused()).toBe('experimentId');
      await keyboard.type(experimentId);
      await keyboard.tabTo(/^Add a rule$/);
      await keyboard.press('Enter');
      await eventually(() => keyboard.focused()).toBe('What it does');
      await keyboard.tabTo(/^itemId$/);
      await keyboard.type(pinned.itemId);
      expect(await findBarriers(desk)).toEqual([]);
      // Ten seconds, the shortest that is allowed.
      await keyboard.tabTo(/^window$/);
      await keyboard.type('0.17');
      await keyboard.tabTo(/^unit of the window$/);
      await keyboard.type('minutes');
      await keyboard.tabTo(/^Keep as a draft$/);
      await keyboard.press('Enter');
      await desk.getByRole('heading', { level: 1, name: experimentId }).waitFor();
      await eventually(() => keyboard.focused()).toBe(experimentId);
      await keyboard.tabTo(/^Start it$/);
      await keyboard.press('Enter');
      await desk.getByRole('button', { name: 'End it', exact: true }).waitFor();
      const { experiment } = await keeper.execute(ExperimentDocument, { experimentId });
      expect(experiment).toMatchObject({ status: 'RUNNING', placement: 'home', windowSeconds: 10 });

      const control = await shop().openPage('/', { visitor: personOf('control') });
      const treatment = await shop().openPage('/', { visitor: personOf('treatment') });
      const firstOf = async (page: Page): Promise<string | null> => {
        await page.reload();
        await shop().isQuiet(page);
        return (await orderOf(page))[0];
      };
      // Functions keep the rules of a placement for some seconds.
      await eventually(() => firstOf(treatment)).toBe(pinned.itemId);
      await forYou(treatment).getByText('Picked by the shop').first().waitFor();
      expect(await firstOf(control)).not.toBe(pinned.itemId);

      // Whoever saw a list is counted once the window is over: as the schedule does every five minutes.
      const schedules = shop().test.cloud.emulator.service(eventsService);
      const { arn } = schedules.all().find((rule) => rule.arn.includes('Experiments'))!;
      const counted = desk.locator('.figure').filter({ hasText: 'users counted' }).locator('dd');
      await expect
        .poll(
          async () => {
            await schedules.fire(arn);
            return counted.textContent();
          },
          { timeout: 2 * patience, interval: 1000 },
        )
        .toMatch(/^2 of /);
      await desk.getByRole('heading', { name: 'Difference to the control' }).waitFor();
      await desk.locator('.chart svg').first().waitFor();
      for (const { variant } of split) {
        const row = desk.getByRole('row').filter({ has: desk.getByRole('cell', { name: variant, exact: true }) });
        expect(await row.locator('[data-name=rate]').textContent()).toMatch(
          /^\d+\.\d\s% \(\d+\.\d\s% to \d+\.\d\s%\)$/,
        );
      }
      expect(await findBarriers(desk)).toEqual([]);

      await keyboard.tabTo(/^End it and promote treatment$/);
      await keyboard.press('Enter');
      await desk.getByText('ended, promoted: treatment').waitFor();
      await eventually(() => firstOf(control)).toBe(pinned.itemId);

      const { placement } = await keeper.execute(PlacementDocument, { placement: 'home' });
      await keeper.execute(DeletePlacementDocument, { placement: 'home', revision: placement!.revision });
      await eventually(() => firstOf(control)).not.toBe(pinned.itemId);
    });
  });
}
