import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Tags } from 'aws-cdk-lib';
import { comparesPeople, readConfig } from './config.ts';
import { signInOf } from './signInOf.ts';
import { ApiStack } from './stacks/ApiStack.ts';
import { BatchStack } from './stacks/BatchStack.ts';
import { DataStack } from './stacks/DataStack.ts';
import { ModelStack } from './stacks/ModelStack.ts';
import { OperationsStack } from './stacks/OperationsStack.ts';
import { TrainingStack } from './stacks/TrainingStack.ts';

export interface CreateAppProps {
  /** Where the template goes. */
  outdir: string;
  /** What `infra/build.ts` made. */
  buildFolder: string;
  /** The date of the synthesis: the end of the API key follows from it. */
  now: Date;
  /** Overrides of the configuration, as `-c` gives them. */
  context?: Record<string, unknown>;
}

/** The stacks by life cycle: what holds data apart from what can be made again. */
export function createApp({ outdir, buildFolder, now, context = {} }: CreateAppProps) {
  const cdkJson = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'cdk.json'), 'utf8')) as {
    context: Record<string, unknown>;
  };
  const app = new App({ outdir, analyticsReporting: false, context: { ...cdkJson.context, ...context } });
  const config = readConfig(app.node);
  const env = { region: config.region };
  const prefix = config.stage ? `recsync-${config.stage}` : 'recsync';
  const data = new DataStack(app, `${prefix}-data`, {
    env,
    hasEvidenceIndex: comparesPeople(config),
    signIn: signInOf(config),
  });
  const model = new ModelStack(app, `${prefix}-model`, { env, buildFolder, prefix, data });
  const training = new TrainingStack(app, `${prefix}-training`, { env, buildFolder, config, data, model });
  const batch = new BatchStack(app, `${prefix}-batch`, { env, buildFolder, data, model });
  const [apiName, operationsName] = [`${prefix}-api`, `${prefix}-operations`];
  const apiKeyExpires = apiKeyExpiry(now);
  const api = new ApiStack(app, apiName, {
    env,
    buildFolder,
    data,
    model,
    training,
    batch,
    alarmPrefix: `${operationsName}-`,
    apiKeyExpires,
    config,
  });
  const operations = new OperationsStack(app, operationsName, {
    env,
    data,
    training,
    batch,
    api,
    prefix,
    alarmEmail: config.alarmEmail,
    apiKeyExpires,
  });
  Tags.of(app).add('application', prefix);
  return { app, data, model, training, batch, api, operations };
}

/**
 * The first day of the eleventh month ahead: AppSync takes at most 365 days, the template stays the same within a month,
 * and every deployment of a later month renews the key.
 */
export function apiKeyExpiry(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 11, 1));
}
