import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTemplate, services } from '../../../emulator/index.ts';
import { synthesize, synthesizeAnew } from './synthesize.ts';
import type { Resource, Synthesized } from './synthesize.ts';

interface Rule {
  Name: string;
  Priority: number;
  Action?: object;
  OverrideAction?: object;
  Statement: Record<string, Record<string, unknown>>;
}

let off: Synthesized;
let on: Synthesized;
beforeAll(async () => {
  off = await synthesize();
  on = await synthesizeAnew({ waf: true, wafRequestsPerAddress: '500' }, off.buildFolder);
});
afterAll(() => {
  on?.close();
  off?.close();
});

const typesOf = (made: Synthesized): string[] =>
  ['AWS::WAFv2::WebACL', 'AWS::WAFv2::WebACLAssociation', 'AWS::WAFv2::IPSet'].flatMap((type) =>
    made.all(type).map(() => type),
  );
const acl = (): Resource['Properties'] => on.all('AWS::WAFv2::WebACL')[0][1].Properties;
const rules = (): Rule[] => acl().Rules as Rule[];
const managed = (name: string): Record<string, unknown> =>
  rules().find(({ Name }) => Name === name)!.Statement.ManagedRuleGroupStatement;

describe('the firewall', () => {
  it('is not there unless it is asked for', () => {
    expect(typesOf(off)).toEqual([]);
  });

  it('changes nothing else of the API', () => {
    const without = (made: Synthesized): unknown =>
      Object.entries((made.api.toJSON() as { Resources: Record<string, Resource> }).Resources).filter(
        ([, { Type }]) => !Type.startsWith('AWS::WAFv2'),
      );
    expect(without(on)).toEqual(without(off));
  });

  it('stands before the API', () => {
    expect(typesOf(on)).toEqual(['AWS::WAFv2::WebACL', 'AWS::WAFv2::WebACLAssociation']);
    const [[aclId]] = on.all('AWS::WAFv2::WebACL');
    const [[apiId]] = on.all('AWS::AppSync::GraphQLApi');
    expect(on.all('AWS::WAFv2::WebACLAssociation')[0][1].Properties).toEqual({
      ResourceArn: { 'Fn::GetAtt': [apiId, 'Arn'] },
      WebACLArn: { 'Fn::GetAtt': [aclId, 'Arn'] },
    });
    expect(acl()).toMatchObject({ Scope: 'REGIONAL', DefaultAction: { Allow: {} } });
  });

  it('blocks addresses that ask more often than is said, and leaves signed requests alone', () => {
    expect(rules()[0]).toMatchObject({
      Name: 'RatePerAddress',
      Action: { Block: {} },
      Statement: {
        RateBasedStatement: {
          Limit: 500,
          EvaluationWindowSec: 300,
          AggregateKeyType: 'IP',
          ScopeDownStatement: {
            NotStatement: {
              Statement: {
                ByteMatchStatement: {
                  FieldToMatch: { SingleHeader: { Name: 'authorization' } },
                  PositionalConstraint: 'STARTS_WITH',
                  SearchString: 'AWS4-HMAC-SHA256',
                },
              },
            },
          },
        },
      },
    });
  });

  it('blocks by the rule sets of AWS, but for batches, backends without a name and descriptions in HTML', () => {
    expect(managed('AWSManagedRulesCommonRuleSet')).toMatchObject({
      VendorName: 'AWS',
      RuleActionOverrides: ['SizeRestrictions_BODY', 'NoUserAgent_HEADER', 'CrossSiteScripting_BODY'].map((Name) => ({
        Name,
        ActionToUse: { Count: {} },
      })),
    });
    expect(managed('AWSManagedRulesKnownBadInputsRuleSet')).toMatchObject({ VendorName: 'AWS' });
    for (const { OverrideAction } of rules().slice(1)) expect(OverrideAction).toEqual({ None: {} });
    expect(rules().map(({ Priority }) => Priority)).toEqual([0, 1, 2]);
  });

  it('keeps no samples of requests, whose headers hold credentials', () => {
    const settings = JSON.stringify(acl()).match(/"SampledRequestsEnabled":\w+/g);
    expect(new Set(settings)).toEqual(new Set(['"SampledRequestsEnabled":false']));
    expect(settings).toHaveLength(rules().length + 1);
  });

  it('costs what docs/deploy.md says', () => {
    const dollars = 5 + rules().length;
    expect(readFileSync('docs/deploy.md', 'utf8')).toContain(
      `$${dollars} a month: $5 for the web ACL and $1 for each of its ${rules().length} rules`,
    );
  });

  it('is left alone by the local cloud, which says why', () => {
    const template = readTemplate(on.outdir, services, {
      port: 4000,
      derive: (purpose) => createHash('sha256').update(purpose).digest(),
    });
    const firewall = template.accepted.filter(({ type }) => type.startsWith('AWS::WAFv2'));
    expect(firewall).toHaveLength(2);
    for (const { reason } of firewall) expect(reason).toContain('127.0.0.1');
  });
});
