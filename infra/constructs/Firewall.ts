import type { GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

export interface FirewallProps {
  api: GraphqlApi;
  /** Requests that one address may send in five minutes; what signs by IAM is not counted. */
  requestsPerAddress: number;
}

/**
 * Rules of the common rule set that only count here, as they would refuse what this API is for. AppSync hands on 8 KB of a
 * body, and what lies behind is inspected by no rule:
 * https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html
 */
const countedOnly = [
  // Bodies over 8 KB: batches of interactions and items.
  'SizeRestrictions_BODY',
  // Backends whose HTTP client names no program.
  'NoUserAgent_HEADER',
  // Descriptions of items may be HTML; answers are JSON, which no browser runs.
  'CrossSiteScripting_BODY',
];

/** What begins the header of a request that is signed: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
const signedRequest = 'AWS4-HMAC-SHA256';

const managed = (name: string, priority: number, counted: readonly string[] = []): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  visibilityConfig: visible(name),
});

/** Counted in CloudWatch. Samples would keep headers, which hold tokens and keys. */
const visible = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});

/**
 * AWS WAF before the API: a rate for each address, and two rule sets that AWS keeps. AppSync asks it before it looks at any
 * credential: https://docs.aws.amazon.com/appsync/latest/devguide/WAF-Integration.html
 */
export class Firewall extends Construct {
  constructor(scope: Construct, id: string, { api, requestsPerAddress }: FirewallProps) {
    super(scope, id);
    const rate: CfnWebACL.RuleProperty = {
      name: 'RatePerAddress',
      priority: 0,
      action: { block: {} },
      statement: {
        rateBasedStatement: {
          limit: requestsPerAddress,
          evaluationWindowSec: 300,
          aggregateKeyType: 'IP',
          // Backends and our own pushes send for many people from few addresses. A signature that is wrong is refused by
          // AppSync, which runs nothing then.
          scopeDownStatement: {
            notStatement: {
              statement: {
                byteMatchStatement: {
                  fieldToMatch: { singleHeader: { Name: 'authorization' } },
                  positionalConstraint: 'STARTS_WITH',
                  searchString: signedRequest,
                  textTransformations: [{ priority: 0, type: 'NONE' }],
                },
              },
            },
          },
        },
      },
      visibilityConfig: visible('RatePerAddress'),
    };
    const acl = new CfnWebACL(this, 'WebAcl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      description: 'recsync: a rate for each address, and the rule sets of AWS',
      rules: [
        rate,
        managed('AWSManagedRulesCommonRuleSet', 1, countedOnly),
        managed('AWSManagedRulesKnownBadInputsRuleSet', 2),
      ],
      visibilityConfig: visible('Firewall'),
    });
    new CfnWebACLAssociation(this, 'Association', { resourceArn: api.arn, webAclArn: acl.attrArn });
  }
}
