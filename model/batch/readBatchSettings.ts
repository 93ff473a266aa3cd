import { join } from 'node:path';
import * as z from 'zod';
import type { BatchJobSettings } from '../../schema/contract/batches.ts';
import { maximumRankedItems } from '../../schema/contract/limits.ts';
import { readJson } from '../jobs/files.ts';
import { UnusableInputError } from '../jobs/runJob.ts';

const text = z.string('a text').min(1, 'a text');
const listSizeError = `a whole number from 1 to ${maximumRankedItems}`;
const settings = z.object({
  batchId: text,
  placement: text,
  listSize: z.int(listSizeError).min(1, listSizeError).max(maximumRankedItems, listSizeError),
  modelVersion: text,
  startedAt: z.iso.datetime('an ISO 8601 instant in UTC'),
  usersFile: z
    .string('the name of a file')
    .regex(/^[^/]+$/, 'the name of a file')
    .optional(),
}) satisfies z.ZodType<BatchJobSettings>;

/** `settings.json` of the jobs of a batch. @throws UnusableInputError `INVALID_SETTINGS` */
export async function readBatchSettings(inputFolder: string): Promise<BatchJobSettings> {
  const parsed = settings.safeParse(await readJson(join(inputFolder, 'settings', 'settings.json')));
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  throw new UnusableInputError('INVALID_SETTINGS', `settings.json: ${path.join('.') || 'it'} must be ${message}.`);
}
