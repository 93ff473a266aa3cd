/**
 * `npm run synth`: builds, checks the resolvers as AppSync does, makes the CloudFormation templates in `cdk.out/` and
 * checks them with cdk-nag's AwsSolutions pack. Needs no network, no credentials and no Docker. `cdk deploy` runs it too
 * and names the folder in CDK_OUTDIR.
 */
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { createApp } from './app.ts';
import { buildAll } from './bundles/buildAll.ts';
import { checkResolvers } from './bundles/checkResolvers.ts';
import { InfraError } from './errors.ts';

const root = join(import.meta.dirname, '..');
const started = performance.now();
try {
  const buildFolder = join(root, 'build');
  checkResolvers(await buildAll(root, buildFolder));
  const outdir = process.env.CDK_OUTDIR ?? join(root, 'cdk.out');
  const { app } = createApp({ outdir, buildFolder, now: new Date() });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const assembly = app.synth();
  for (const { stackName, template } of assembly.stacks) {
    const resources = Object.keys((template as { Resources: object }).Resources);
    console.log(`${stackName}: ${resources.length} resources`);
  }
  console.log(`synth: ${assembly.directory} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
} catch (error) {
  if (!(error instanceof InfraError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
