import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventTypes } from '../../schema/contract/eventTypes.ts';
import { backupDays, batchDays, exportDays, streamHours, trainingDataDays } from '../../schema/contract/limits.ts';
import { readResources } from './permissions/readResources.ts';
import { renderStores } from './renderStores.ts';

const root = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'data-flow.md'), 'utf8');

describe('docs/data-flow.md', () => {
  const stores = renderStores(readResources(join(root, 'cdk.out')));

  it('shows every store of the templates, how long it keeps what, and who may read it', () => {
    // When this fails: the table that is received belongs into the page.
    expect(page.split('<!-- stores -->')[1].trim()).toBe(stores);
  });

  it('says of copies what receipts say', () => {
    for (const text of [`backups ${backupDays} days`, `stream ${streamHours} hours`]) expect(stores).toContain(text);
    for (const text of [
      `\`exports/\` ${exportDays} days`,
      `\`runs/\` ${trainingDataDays} days`,
      `\`batch/\` ${batchDays} days`,
    ]) {
      expect(stores).toContain(text);
    }
  });

  it('names every event type that has an end', () => {
    for (const { name, retentionDays } of eventTypes) {
      if (retentionDays) expect(page).toContain(`\`${name}\` after ${retentionDays} days`);
    }
  });
});
