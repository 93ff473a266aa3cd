import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { defaultRegion } from '../../../cli/account/Account.ts';
import { costs, describeCosts } from '../../../cli/account/costs.ts';
import { deploymentName, stackParts } from '../../../cli/account/stacks.ts';
import { parseDeployOptions } from '../../../cli/deployOptions.ts';
import { removers } from '../../../cli/account/removeKept.ts';
import { DataStack } from '../../../infra/stacks/DataStack.ts';
import { readConfig } from '../../../infra/config.ts';

const stacksOf = readFileSync('infra/app.ts', 'utf8').matchAll(/`\$\{prefix\}-(\w+)`/g);

/** What the commands say of other rooms is what these say. */
describe('the commands on an account agree', () => {
  test('with the template on the stacks and their order', () => {
    expect([...stacksOf].map(([, part]) => part)).toEqual([...stackParts]);
    expect(deploymentName('')).toBe('recsync');
    expect(deploymentName('dev')).toBe('recsync-dev');
    expect(readFileSync('infra/app.ts', 'utf8')).toContain("config.stage ? `recsync-${config.stage}` : 'recsync'");
  });

  test('with the data stack on what it keeps and what it is asked for', () => {
    const stack = new DataStack(new App(), 'recsync-data', { env: { region: defaultRegion } });
    expect(stack.terminationProtection).toBe(true);
    const { Resources, Outputs } = Template.fromStack(stack).toJSON();
    const kept = Object.values<{ Type: string; DeletionPolicy?: string }>(Resources)
      .filter(({ DeletionPolicy = 'Delete' }) => DeletionPolicy !== 'Delete')
      .map(({ Type }) => Type);
    expect([...new Set(kept)].sort()).toEqual(
      Object.keys(removers)
        .filter((type) => type !== 'AWS::DynamoDB::Table')
        .sort(),
    );
    expect(Object.keys(Outputs)).toEqual(expect.arrayContaining(['UserDataTable', 'CatalogueTable', 'ModelsTable']));
  }, 120_000);

  test('with the other stacks on what they are asked for', () => {
    const outputs = (stack: string): string[] =>
      [...readFileSync(join('infra', 'stacks', `${stack}.ts`), 'utf8').matchAll(/new CfnOutput\(this, '(\w+)'/g)].map(
        ([, name]) => name,
      );
    expect(outputs('TrainingStack')).toContain('TrainingWorkflowArn');
    expect(outputs('ApiStack')).toEqual(
      expect.arrayContaining(['GraphqlUrl', 'GraphqlApiId', 'UserPoolId', 'UserPoolClientId']),
    );
  });

  test('with the template on what a stage and a region are', () => {
    expect(readConfig(new App({ context: {} }).node).region).toBe(defaultRegion);
    for (const stage of ['', 'dev', 'a1', 'abcdefghijkl', 'Dev', '1a', 'a-b', 'abcdefghijklm']) {
      const takes = (work: () => unknown): boolean => {
        try {
          work();
          return true;
        } catch {
          return false;
        }
      };
      expect([stage, takes(() => parseDeployOptions(['--stage', stage]))]).toEqual([
        stage,
        takes(() => readConfig(new App({ context: { stage } }).node)),
      ]);
    }
  });

  test('with the CDK on its options', () => {
    const cdk = join('node_modules', 'aws-cdk', 'bin', 'cdk');
    const help = spawnSync(process.execPath, [cdk, 'deploy', '--help'], { encoding: 'utf8' }).stdout;
    expect(help).toMatch(/--all[\s\S]*--require-approval[\s\S]*"never"/);
    expect(help).toMatch(/--context, -c/);
    expect(help).toMatch(/--notices +Show relevant notices +\[boolean\]/);
  }, 120_000);

  test('with the pages on what it costs', () => {
    const counted = readFileSync('docs/costs.md', 'utf8');
    /** Of a million calls, in whole dollars. */
    const million = (operation: string): string => {
      const [, dollars] = new RegExp(`^\\| ${operation} \\|.*\\| \\$([\\d.]+) \\|[^|]*\\|$`, 'm').exec(counted)!;
      return `$${Math.round(Number(dollars))}`;
    };
    expect(million('recordInteraction')).toBe(costs.recordInteraction);
    expect(million('recommendationsStored')).toBe(costs.storedRecommendations);
    expect(million('recommendationsScored')).toBe(costs.scoredRecommendations);
    expect(readFileSync('docs/deploy.md', 'utf8')).toContain(`At rest about ${costs.atRest} a month`);
    for (const cost of Object.values(costs)) expect(describeCosts()).toContain(cost);
  });
});
