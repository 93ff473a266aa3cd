import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { createClient } from '../../../client/index.ts';
import { sqsService } from '../../../emulator/index.ts';
import { addOutcomes, emptySums, type UserOutcome } from '../../../functions/run-experiments/ExperimentSums.ts';
import { planOf, settingsOf } from '../../../functions/run-experiments/planOf.ts';
import type { LocalCloud } from '../../../local/startLocalCloud.ts';
import {
  experimentSumsSortKey,
  type ExperimentRow,
  type ExperimentSumsRow,
} from '../../../schema/contract/experiments.ts';
import { experimentPartitionKey, experimentsPartitionKey } from '../../../schema/contract/feedback.ts';
import { PutExperimentDocument, type PutExperimentInput } from '../../../schema/generated/operations/graphql.ts';
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
  { name: 'console-experiment', path: '/console/experiments/bolder-home', isWhole: true },
  { name: 'console-draft', path: '/console/experiments/new-arrivals', isWhole: true },
  {
    name: 'console-new-experiment',
    path: '/console/experiments',
    before: async (page) => {
      await page.getByRole('button', { name: 'New experiment' }).click();
      await page.getByRole('button', { name: 'Add a rule' }).click();
    },
  },
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
export async function fillConsole(cloud: LocalCloud): Promise<void> {
  const { emulator } = cloud;
  await fillExperiments(cloud);
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

/** One that runs and has outcomes, and one that was only written down. */
async function fillExperiments({ graphqlUrl, token, dynamodb, tables }: LocalCloud): Promise<void> {
  const keeper = createClient({ endpoint: graphqlUrl, auth: { token: () => token('keeper', ['admin']) } });
  const common = { goal: 'CLICK', expectedRate: 0.1, smallestEffect: 0.02, segments: true } as const;
  const shares = [
    { variant: 'control', share: 0.5 },
    { variant: 'treatment', share: 0.5, settings: { diversity: 0.6 } },
  ];
  const guards: PutExperimentInput['guards'] = [{ metric: 'DISLIKES', margin: 0.01 }];
  const put = (input: Pick<PutExperimentInput, 'experimentId' | 'status' | 'placement'>) =>
    keeper.execute(PutExperimentDocument, { input: { ...common, ...input, variants: shares, guards } });
  await put({ experimentId: 'bolder-home', status: 'RUNNING', placement: 'home' });
  await put({ experimentId: 'new-arrivals', status: 'DRAFT', placement: 'item' });
  keeper.close();

  const rows = DynamoDBDocumentClient.from(dynamodb);
  const Key = { pk: experimentsPartitionKey, sk: 'bolder-home' };
  const { Item } = await rows.send(new GetCommand({ TableName: tables.feedback, Key }));
  const settings = settingsOf(Item as ExperimentRow);
  const users = Array.from({ length: 3000 }, (_, index): UserOutcome => {
    const variant = index % 2 === 0 ? 'control' : 'treatment';
    // 11 of 100 of the control, 15 of the treatment.
    const outcome = (index >> 1) % 100 < (variant === 'control' ? 11 : 15) ? 1 : 0;
    const segment = index % 3 === 0 ? 'NEW' : 'RETURNING';
    return { variant, outcome, revenue: 0, segment, guards: { DISLIKES: Number(index % 250 === 0), DEGRADED: 0 } };
  });
  const sums = addOutcomes(emptySums(settings), users, settings.variants, planOf(settings));
  const known: ExperimentSumsRow = {
    ...{ pk: experimentPartitionKey('bolder-home'), sk: experimentSumsSortKey, revision: 1 },
    closedUntil: Math.floor(Date.now() / 1000),
    sums: JSON.stringify(sums),
    updatedAt: new Date().toISOString(),
  };
  await rows.send(new PutCommand({ TableName: tables.feedback, Item: known }));
}
