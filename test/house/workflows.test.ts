import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { parseDeployOptions } from '../../cli/deployOptions.ts';

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Job {
  uses?: string;
  steps?: Step[];
  permissions?: Record<string, string>;
  environment?: string;
  with?: Record<string, string>;
  'timeout-minutes'?: number;
}

interface Workflow {
  on: Record<string, unknown>;
  permissions?: Record<string, string>;
  jobs: Record<string, Job>;
}

const folder = join('.github', 'workflows');
const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
const read = (name: string): Workflow => {
  const document = parseDocument(readFileSync(join(folder, name), 'utf8'), { strict: true, uniqueKeys: true });
  expect([...document.errors, ...document.warnings]).toEqual([]);
  return document.toJS() as Workflow;
};
const steps = (workflow: Workflow): Step[] => Object.values(workflow.jobs).flatMap((job) => job.steps ?? []);
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const page = readFileSync(join('docs', 'deploy.md'), 'utf8');
const policies = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => JSON.parse(text));

test('there are workflows', () => {
  expect(files.sort()).toEqual(['audit.yml', 'check.yml', 'deploy-stage.yml', 'deploy.yml']);
});

describe.each(files)('%s', (name) => {
  const workflow = read(name);
  const jobs = Object.values(workflow.jobs);

  test('pins what it uses of others by commit, and calls only workflows that are there', () => {
    for (const { uses } of [...steps(workflow), ...jobs]) {
      if (uses?.startsWith('./')) expect(existsSync(uses)).toBe(true);
      else if (uses) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    }
  });

  test('says what it may, and may write nothing in the repository', () => {
    const granted = [workflow.permissions, ...jobs.map(({ permissions }) => permissions)].filter((given) => given);
    expect(workflow.permissions).toBeDefined();
    for (const permissions of granted) {
      expect(['contents', 'id-token']).toEqual(expect.arrayContaining(Object.keys(permissions!)));
      expect(permissions!.contents).toBe('read');
    }
    // A job that takes a pull request's code may not ask for AWS credentials.
    if ('pull_request' in workflow.on) expect(JSON.stringify(granted)).not.toContain('id-token');
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
  });

  test('leaves no token behind for what it runs', () => {
    for (const step of steps(workflow).filter(({ uses }) => uses?.startsWith('actions/checkout@'))) {
      expect(step.with).toMatchObject({ 'persist-credentials': false });
    }
  });

  test('runs commands that there are, with options that they take', () => {
    for (const { run = '' } of steps(workflow)) {
      for (const [, command, given] of run.matchAll(/npm (?:run )?([\w:-]+)(?: -- (.*))?/g)) {
        expect([...Object.keys(scripts), 'ci']).toContain(command);
        if (command !== 'deploy') continue;
        const values: Record<string, string> = { '"$STAGE"': 'dev', '"$AWS_REGION"': 'eu-west-1' };
        expect(() => parseDeployOptions(given.split(' ').map((word) => values[word] ?? word))).not.toThrow();
      }
    }
  });

  test('puts no value of an event into a shell', () => {
    for (const { run = '' } of steps(workflow)) expect(run).not.toContain('${{');
  });

  test('ends', () => {
    for (const job of jobs.filter(({ uses }) => !uses)) expect(job['timeout-minutes']).toBeGreaterThan(0);
  });
});

describe('deploying from GitHub', () => {
  const deploy = read('deploy.yml');
  const environments = Object.values(deploy.jobs).flatMap((job) => job.with?.environment ?? []);

  test('needs of a fork what the page says', () => {
    const text = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
    const variables = new Set([...text.matchAll(/\bvars\.(\w+)/g)].map(([, variable]) => variable));
    expect([...variables].sort()).toEqual(['AWS_DEPLOY_ROLE_ARN', 'AWS_REGION']);
    for (const variable of variables) expect(page).toContain(`the variable \`${variable}\``);
    expect(text).not.toContain('secrets.');
    expect(environments).toEqual(['dev', 'production']);
  });

  test('is trusted by a role for these environments alone', () => {
    const [trust] = policies;
    expect(trust.Statement).toHaveLength(1);
    const condition = trust.Statement[0].Condition.StringEquals;
    expect(condition['token.actions.githubusercontent.com:sub']).toEqual(
      environments.map((environment) => `repo:<owner>/<repository>:environment:${environment}`),
    );
    expect(condition['token.actions.githubusercontent.com:aud']).toBe('sts.amazonaws.com');
  });

  test('may look, and takes the roles of the bootstrap for the rest', () => {
    const [, permissions] = policies;
    const actions: string[] = permissions.Statement.flatMap(({ Action }: { Action: string | string[] }) => Action);
    expect(actions.filter((action) => !/:(Describe|List)/.test(action))).toEqual(['sts:AssumeRole', 'appsync:GraphQL']);
    const everywhere = permissions.Statement.filter(({ Resource }: { Resource: unknown }) => Resource === '*');
    expect(everywhere.map(({ Action }: { Action: string }) => Action)).toEqual(['appsync:ListApiKeys']);
  });
});
