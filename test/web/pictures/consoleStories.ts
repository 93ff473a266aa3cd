import { sqsService } from '../../../emulator/index.ts';
import type { LocalCloud } from '../../../local/startLocalCloud.ts';
import { makeStreamRecord } from '../../helpers/makeStreamRecord.ts';
import type { Story } from './stories.ts';

const rooms = [
  'people',
  'catalogue',
  'placements',
  'experiments',
  'metrics',
  'anomalies',
  'models',
  'health',
  'costs',
  'audit',
];

/** Of the console: their names begin with `console`. */
export const consoleStories: Story[] = [
  { name: 'console', path: '/console', isWhole: true },
  ...rooms.map((room) => ({ name: `console-${room}`, path: `/console/${room}`, isWhole: true })),
  { name: 'console-person', path: '/console/people/u1', isWhole: true },
  {
    name: 'console-edit',
    path: '/console/catalogue',
    before: async (page) => {
      await page.getByRole('row').nth(1).click();
      await page.getByRole('dialog').waitFor();
    },
  },
];

/** Something for the console to show of what could not be handled. */
export function fillConsole({ emulator }: LocalCloud): void {
  const queues = emulator.service(sqsService);
  const [queue] = Object.keys(queues.counts());
  const timestamp = new Date().toISOString();
  for (const [userId, itemId, reason] of [
    ['u3', 'book-105', 'DynamoDB left 3 entries of a batch undone after 5 attempts.'],
    ['u4', 'book-106', 'timestamp: Invalid ISO datetime'],
  ] as const) {
    const record = makeStreamRecord({ userId, itemId, timestamp });
    const message = { code: 'BATCH_UNPROCESSED', reason, failedAt: timestamp, record };
    queues.send(`arn:aws:sqs:${emulator.region}:${emulator.accountId}:${queue}`, JSON.stringify(message));
  }
}
