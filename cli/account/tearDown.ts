import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { CommandError } from '../CommandError.ts';
import type { TeardownOptions } from '../teardownOptions.ts';
import { Account } from './Account.ts';
import { keptPrices } from './costs.ts';
import { forgetModels } from './forgetModels.ts';
import { keyDeletionDays, removeKept } from './removeKept.ts';
import { removeModels, stopExecutions } from './removeModels.ts';
import {
  bootstrapStackName,
  deleteStack,
  deploymentName,
  findDeletedStack,
  findKeptResources,
  listResources,
  readStacks,
  type StackPart,
  type StackResource,
  type StackState,
} from './stacks.ts';
import type { Surroundings } from './Surroundings.ts';

/** What a deployment is made of when the command begins. */
interface Found {
  account: Account;
  deployment: string;
  stacks: Partial<Record<StackPart, StackState>>;
  /** What the data stack kept where an earlier call deleted the stack and no more. */
  kept: StackResource[];
}

/**
 * Takes a deployment down: what answers first, then what trains, then models, and what holds data only `withData`. Each
 * step looks at what is there, so that the same call goes on where one broke off.
 * @throws CommandError
 */
export async function tearDown(options: TeardownOptions, surroundings: Surroundings): Promise<void> {
  const { terminal, progress } = surroundings;
  if (!options.yes && !terminal.isInteractive) {
    throw new CommandError('Nobody can be asked here, because this is no terminal; say --yes to agree beforehand.');
  }
  const account = await progress.step('Looking at the account', () => Account.open(options.region));
  try {
    const found = await look(account, deploymentName(options.stage), options.withData);
    await agree(found, options, surroundings);
    await removeWhatWorks(found, surroundings);
    await (options.withData ? removeData(found, surroundings) : tellWhatStays(found, surroundings));
  } finally {
    account.close();
  }
}

async function look(account: Account, deployment: string, withData: boolean): Promise<Found> {
  const stacks = await readStacks(account.cloudFormation, deployment);
  const deleted =
    withData && !stacks.data ? await findDeletedStack(account.cloudFormation, `${deployment}-data`) : undefined;
  const kept = deleted ? await findKeptResources(account.cloudFormation, deleted) : [];
  return { account, deployment, stacks, kept };
}

async function agree(
  { account, deployment, stacks, kept }: Found,
  { yes, withData }: TeardownOptions,
  { terminal, progress, signal }: Surroundings,
): Promise<void> {
  const present = Object.values(stacks)
    .filter(({ name }) => withData || name !== stacks.data?.name)
    .map(({ name }) => name);
  progress.say(
    [
      `From the account ${account.id}, ${account.region}, as ${account.caller}, this goes:`,
      `  ${present.length > 0 ? `the stacks ${present.join(', ')}` : 'no stack, for there is none'}`,
      `  trainings that run, and every endpoint, model and log of ${deployment} in SageMaker`,
      ...(withData
        ? [
            '  FOR GOOD: all that people did, the catalogue, the archive, the models, and everybody who signed up',
            ...kept.map(({ type, id }) => `    ${id} (${type})`),
          ]
        : []),
    ].join('\n'),
  );
  if (yes) return;
  if ((await terminal.ask(`Type ${deployment} to go on: `, signal)) !== deployment) {
    throw new CommandError('Nothing was taken down.');
  }
}

/** Everything that can be made again. What asks for trainings goes before them, so that none begins anew. */
async function removeWhatWorks(found: Found, surroundings: Surroundings): Promise<void> {
  const { account, deployment, stacks } = found;
  const { progress } = surroundings;
  await removeStack(found, 'operations', surroundings);
  await removeStack(found, 'api', surroundings);
  const workflow = stacks.training?.outputs.TrainingWorkflowArn;
  if (workflow) await progress.step('Stopping trainings', () => stopExecutions(account, workflow));
  const batches = stacks.batch?.outputs.BatchWorkflowArn;
  if (batches) await progress.step('Stopping lists in bulk', () => stopExecutions(account, batches));
  await removeStack(found, 'batch', surroundings);
  await removeStack(found, 'training', surroundings);
  const models = stacks.data?.outputs.ModelsTable;
  if (models) await forgetModels(account, models);
  await progress.step('Removing jobs, endpoints and models', async (update) => {
    const removed = await removeModels(account, deployment, { ...surroundings, update });
    update(`${removed} were there`);
  });
  await removeStack(found, 'model', surroundings);
}

async function removeStack({ account, stacks }: Found, part: StackPart, surroundings: Surroundings): Promise<void> {
  const stack = stacks[part];
  if (!stack) return;
  await surroundings.progress.step(
    `Deleting ${stack.name}`,
    () => deleteStack(account.cloudFormation, stack, surroundings),
    0,
  );
}

async function removeData(found: Found, surroundings: Surroundings): Promise<void> {
  const { account, stacks } = found;
  await removeStack(found, 'data', surroundings);
  const kept = stacks.data ? await findKeptResources(account.cloudFormation, stacks.data.id) : found.kept;
  const unknown = await surroundings.progress.step('Removing tables, buckets and users', (update) =>
    removeKept(account, kept, { ...surroundings, update }),
  );
  const keys = kept.filter(({ type }) => type === 'AWS::KMS::Key').map(({ id }) => id);
  surroundings.write(
    [
      'Everything is gone but:',
      ...keys.map((id) => `  the key ${id}, for ${keyDeletionDays} days; until then its deletion can be cancelled`),
      '  the backups that DynamoDB keeps of deleted tables for 35 days; neither they nor the keys cost anything',
      `  the CDK's own stack ${bootstrapStackName}, which other apps of the account may use, with the model's image: npx cdk gc --unstable=gc removes images that no stack uses`,
      ...unknown.map(({ type, id }) => `  ${id} (${type}), which this command does not know: remove it by hand`),
      '',
    ].join('\n'),
  );
}

async function tellWhatStays({ account, deployment, stacks }: Found, { write }: Surroundings): Promise<void> {
  if (!stacks.data) {
    write(`${deployment} is gone. It has no data stack; --with-data removes what an earlier one kept.\n`);
    return;
  }
  const resources = await listResources(account.cloudFormation, stacks.data.id);
  const gigabytes = await readTableGigabytes(account, resources);
  const keys = keptPrices.key * resources.filter(({ type }) => type === 'AWS::KMS::Key').length;
  const monthly = keys + gigabytes * keptPrices.tableGigabyte;
  write(
    [
      `${stacks.data.name} stays, with tables, archive, models and users. It costs about $${monthly.toFixed(2)} a month: ` +
        `$${keys} for keys, and the tables with their backups (${gigabytes.toFixed(2)} GB)`,
      `at $${keptPrices.tableGigabyte} a gigabyte; each gigabyte in the buckets is $${keptPrices.bucketGigabyte} more. --with-data removes it too; npm run deploy goes on with it.`,
      '',
    ].join('\n'),
  );
}

/** As DynamoDB counted them in the last six hours. */
async function readTableGigabytes({ dynamodb }: Account, resources: StackResource[]): Promise<number> {
  const tables = resources.filter(({ type }) => type.startsWith('AWS::DynamoDB::'));
  let bytes = 0;
  for (const { id: TableName } of tables) {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
    bytes += Table?.TableSizeBytes ?? 0;
  }
  return bytes / 2 ** 30;
}
