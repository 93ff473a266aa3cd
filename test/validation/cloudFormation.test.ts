import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const requirements = join('test', 'validation', 'requirements.txt');
const pinned = /^cfn-lint==(\S+)$/m.exec(readFileSync(join(root, requirements), 'utf8'))![1];
const found = /\d+\.\d+\.\d+/.exec(spawnSync('cfn-lint', ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[0];

/** Warnings of style that the CDK's templates give rise to; every other finding fails. */
const ofStyle = ['W3005', 'W6001'];

interface Finding {
  Filename: string;
  Message: string;
  Rule: { Id: string };
  Location: { Path: (string | number)[] | null };
}

/** cfn-lint brings the schemas of us-east-1 with it and asks no network. */
const lint = (...templates: string[]): string[] => {
  const { stdout, stderr, status } = spawnSync('cfn-lint', ['--format', 'json', '--', ...templates], {
    encoding: 'utf8',
  });
  if (status === null || stdout === '') throw new Error(`cfn-lint did not run: ${stderr}`);
  return (JSON.parse(stdout) as Finding[])
    .filter(({ Rule }) => !ofStyle.includes(Rule.Id))
    .map(({ Rule, Location, Message }) => `${Rule.Id} ${Location.Path?.join('/')}: ${Message}`);
};

if (found !== pinned) {
  console.log(
    `cfn-lint ${pinned} is not here (${found ?? 'none'} is), so CloudFormation's schemas are not checked: ` +
      `pip install -r ${requirements}`,
  );
}

describe.skipIf(found !== pinned)(`the templates in cdk.out, by cfn-lint ${pinned}`, () => {
  it('are what CloudFormation and IAM take', () => {
    const folder = join(root, 'cdk.out');
    const templates = readdirSync(folder).filter((name) => name.endsWith('.template.json'));
    expect(templates.length).toBeGreaterThan(4);
    expect(lint(...templates.map((name) => join(folder, name)))).toEqual([]);
  }, 120_000);

  it('are refused with a property, a value or an action that AWS does not have', () => {
    const statement = { Effect: 'Allow', Action: 'dynamodb:GetItems', Resource: '*' };
    const Resources = {
      Property: { Type: 'AWS::SQS::Queue', Properties: { Colour: 'red' } },
      Value: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: -1 } },
      Action: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [statement] } },
      },
    };
    const template = join(mkdtempSync(join(tmpdir(), 'recsync-cfn-')), 'planted.template.json');
    writeFileSync(template, JSON.stringify({ Resources }));
    const findings = lint(template).join('\n');
    expect(findings).toContain("'Colour' was unexpected");
    expect(findings).toContain('-1 is less than the minimum of 0');
    expect(findings).toContain("'getitems' is not one of");
  }, 60_000);
});
