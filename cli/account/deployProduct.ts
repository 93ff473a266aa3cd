import { paginateListSubscriptionsByTopic } from '@aws-sdk/client-sns';
import { existsSync, statSync } from 'node:fs';
import { DataError, importData } from '../../data/index.ts';
import { CommandError } from '../CommandError.ts';
import type { DeployOptions } from '../deployOptions.ts';
import { describeLeftOut, describeLoad, summarizeLoad } from '../describeLoad.ts';
import { Account } from './Account.ts';
import { announceDeployment } from './announceDeployment.ts';
import { findContainerEngine } from './containerEngine.ts';
import { describeCosts } from './costs.ts';
import { isAccessDenied } from './explainAccountError.ts';
import { FirstModel } from './FirstModel.ts';
import { removeKept } from './removeKept.ts';
import { runCdk } from './runCdk.ts';
import { smokeTest } from './smokeTest.ts';
import {
  bootstrapStackName,
  deleteStack,
  deploymentName,
  findKeptResources,
  isStillborn,
  listResources,
  readStack,
  readStacks,
  stackParts,
  type StackPart,
  type StackState,
} from './stacks.ts';
import type { Surroundings } from './Surroundings.ts';

type Stacks = Partial<Record<StackPart, StackState>>;

/**
 * Takes a deployment from wherever it is to a living one: looks at the machine and the account, asks, bootstraps,
 * deploys, imports, and has the first model made. Every step looks at what is there, so that the same call goes on where
 * one broke off.
 * @throws CommandError; DataError of the import
 */
export async function deployProduct(options: DeployOptions, surroundings: Surroundings): Promise<void> {
  const { terminal, environment, signal, progress } = surroundings;
  if (!options.yes && !terminal.isInteractive) {
    throw new CommandError('Nobody can be asked here, because this is no terminal; say --yes to agree beforehand.');
  }
  const { dataFolder } = options;
  if (dataFolder !== undefined && !(existsSync(dataFolder) && statSync(dataFolder).isDirectory())) {
    throw new CommandError(`--data ${dataFolder} is not a folder.`);
  }
  const engine = await progress.step('Looking for a container engine', () => findContainerEngine(environment, signal));
  const account = await progress.step('Looking at the account', () => Account.open(options.region));
  try {
    await bringUp(account, options, surroundings, engine);
  } finally {
    account.close();
  }
}

async function bringUp(
  account: Account,
  options: DeployOptions,
  surroundings: Surroundings,
  engine: string,
): Promise<void> {
  const deployment = deploymentName(options.stage);
  const before = await readStacks(account.cloudFormation, deployment);
  const half = Object.values(before).find(({ status }) => status.startsWith('DELETE_'));
  if (half) {
    throw new CommandError(`${half.name} is only half gone (${half.status}); let npm run teardown finish first.`);
  }
  const alarmEmail = options.alarmEmail ?? (await readAlarmEmail(account, before));
  await bootstrap(account, options, surroundings, engine);
  await agree(account, { deployment, stacks: before, alarmEmail }, options, surroundings);
  await clearStillborn(account, before, surroundings);
  const context = [`region=${account.region}`, `stage=${options.stage}`];
  if (alarmEmail !== undefined) context.push(`alarmEmail=${alarmEmail}`);
  const given = context.flatMap((value) => ['-c', value]);
  // Agreed to as a whole; the CDK's own question would come once for each stack.
  await runCdk(['deploy', '--all', '--require-approval', 'never', ...given], surroundings, engine);
  const stacks = await readStacks(account.cloudFormation, deployment);
  for (const part of stackParts) {
    if (!stacks[part]) throw new CommandError(`cdk deploy went well, but ${deployment}-${part} is not there.`);
  }
  await importFolder(account, stacks, options, surroundings);
  // An import that is stopped within its last round ends as if it had not been.
  surroundings.signal.throwIfAborted();
  const model = await bringUpModel(account, stacks, options, surroundings);
  await announceDeployment(account, { deployment, stacks, model, stage: options.stage }, surroundings);
}

async function bootstrap(
  account: Account,
  { yes }: DeployOptions,
  surroundings: Surroundings,
  engine: string,
): Promise<void> {
  const { terminal, progress, signal } = surroundings;
  const stack = await readStack(account.cloudFormation, bootstrapStackName);
  if (stack && !isStillborn(stack)) return;
  const place = `aws://${account.id}/${account.region}`;
  progress.say(
    `${place} is not bootstrapped for the CDK: it needs a bucket, an image repository and roles, once for an account and region (stack ${bootstrapStackName}).`,
  );
  if (!yes && !(await terminal.confirm('Bootstrap it?', signal))) throw new CommandError('Nothing was done.');
  await runCdk(['bootstrap', place], surroundings, engine);
}

async function agree(
  account: Account,
  { deployment, stacks, alarmEmail }: { deployment: string; stacks: Stacks; alarmEmail?: string },
  { yes }: DeployOptions,
  { terminal, progress, signal, isPrivate }: Surroundings,
): Promise<void> {
  progress.say(
    [
      `${deployment} in the account ${account.id}, ${account.region}, as ${account.caller}:`,
      ...stackParts.map((part) => `  ${`${deployment}-${part}`.padEnd(28)} ${describeState(stacks[part])}`),
      `Alarms are mailed to ${describeEmail(alarmEmail, isPrivate)}.`,
      describeCosts(),
    ].join('\n'),
  );
  if (!yes && !(await terminal.confirm('Deploy?', signal))) throw new CommandError('Nothing was deployed.');
}

function describeState(stack: StackState | undefined): string {
  if (!stack) return 'is made';
  return isStillborn(stack) ? 'could not be made the last time; what is left of it is removed first' : 'is updated';
}

function describeEmail(alarmEmail: string | undefined, isPrivate: boolean): string {
  if (alarmEmail === undefined) return 'nobody; --alarm-email <address> says to whom';
  return isPrivate ? alarmEmail : 'the address that was said';
}

/** Where the last deployment mails alarms to. Not said again, the template would take the address away. */
async function readAlarmEmail({ cloudFormation, sns: client }: Account, stacks: Stacks): Promise<string | undefined> {
  if (!stacks.operations) return undefined;
  const resources = await listResources(cloudFormation, stacks.operations.id);
  for (const { id: TopicArn } of resources.filter(({ type }) => type === 'AWS::SNS::Topic')) {
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn })) {
      const mailed = Subscriptions.find(({ Protocol }) => Protocol === 'email');
      if (mailed) return mailed.Endpoint;
    }
  }
  return undefined;
}

/**
 * A stack whose first creation failed has to go before it can be made again. The CDK does so by itself, but not where
 * termination protection is on, and what the template keeps would be left behind without an owner. Nothing can have been
 * put into it, because it was never there.
 */
async function clearStillborn(account: Account, stacks: Stacks, surroundings: Surroundings): Promise<void> {
  for (const part of [...stackParts].reverse()) {
    const stack = stacks[part];
    if (!stack || !isStillborn(stack)) continue;
    await surroundings.progress.step(`Removing what is left of ${stack.name}`, async (update) => {
      await deleteStack(account.cloudFormation, stack, surroundings);
      const kept = await findKeptResources(account.cloudFormation, stack.id);
      await removeKept(account, kept, { ...surroundings, update });
    });
  }
}

async function importFolder(
  account: Account,
  { data }: Stacks,
  { dataFolder }: DeployOptions,
  { progress, stateFolder, signal }: Surroundings,
): Promise<void> {
  if (dataFolder === undefined) return;
  const tables = { userData: data!.outputs.UserDataTable, catalogue: data!.outputs.CatalogueTable };
  const result = await progress.step(
    `Importing ${dataFolder}`,
    (update) =>
      importData({
        ...{ client: account.dynamodb, tables, stateFolder, now: Date.now, signal, folder: dataFolder },
        progress: (state) => update(describeLoad(state)),
      }).catch((error: unknown) => {
        if (error instanceof DataError && error.code === 'Interrupted') signal.throwIfAborted();
        throw error;
      }),
    0,
  );
  progress.say(`${summarizeLoad(result)}\n${describeLeftOut(result)}`.trimEnd());
  if (result.items + result.interactions === 0) {
    throw new CommandError(
      `Nothing of ${dataFolder} was taken.${result.firstRejected ? ` The first reason: ${result.firstRejected.reason}` : ''}`,
    );
  }
}

/** @returns what is said of the model */
async function bringUpModel(
  account: Account,
  { data, training }: Stacks,
  { wait }: DeployOptions,
  { progress, pollInterval, signal }: Surroundings,
): Promise<string> {
  const model = new FirstModel(account, {
    modelsTable: data!.outputs.ModelsTable,
    userDataTable: data!.outputs.UserDataTable,
    workflowArn: training!.outputs.TrainingWorkflowArn,
  });
  try {
    const live = await model.readLiveVersion();
    if (live !== undefined) return live;
    if (!(await model.hasInteractions())) {
      return 'none yet, for there is nothing to learn from; it comes by itself once there is';
    }
    const execution = await model.start();
    if (!wait) return 'none yet; its training has been started';
    progress.say('The first model is made: each job waits some minutes for its machine. Ctrl-C ends only the waiting.');
    const { status, reason } = await progress.step(
      'Training the first model',
      (update) => model.waitFor(execution, { update, pollInterval, signal }),
      0,
    );
    if (status === 'PROMOTED') return (await model.readLiveVersion()) ?? 'none yet';
    if (status === 'SKIPPED') return `none yet: ${reason} Training is tried again every day`;
    throw new CommandError(
      `The deployment stands, but its first training ended as ${status}: ${reason} Lists are what trends and what is popular until one goes well; the same command tries again.`,
    );
  } catch (error) {
    if (!isAccessDenied(error)) throw error;
    return 'not looked at, these credentials may not; the schedule trains the first one';
  }
}

/** Asks a deployment that is there. @throws CommandError with the reason */
export async function tryDeployment(options: DeployOptions, surroundings: Surroundings): Promise<void> {
  const account = await Account.open(options.region);
  try {
    const name = `${deploymentName(options.stage)}-api`;
    const stack = await readStack(account.cloudFormation, name);
    const { GraphqlUrl: graphqlUrl, GraphqlApiId: apiId } = stack?.outputs ?? {};
    if (!graphqlUrl || !apiId) {
      throw new CommandError(`There is no ${name} in ${account.id}, ${account.region}; npm run deploy makes it.`);
    }
    surroundings.write(`${graphqlUrl}\n`);
    await smokeTest(account, { graphqlUrl, apiId }, surroundings);
  } finally {
    account.close();
  }
}
