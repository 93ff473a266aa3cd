import { Policies } from '../../../emulator/identity/index.ts';
import type { Properties, Resource, Resources } from './Resource.ts';

/** Who asks: a role of the templates, or a service of AWS in its own name. */
export type Principal = { role: string } | { service: string };

/** One call that AWS would check. */
export interface Call {
  principal: Principal;
  action: string;
  /** ARN. */
  resource: string;
  /** Condition keys in lower case. */
  context?: Record<string, string[]>;
}

interface Statement {
  Effect: 'Allow' | 'Deny';
  Principal?: '*' | Record<string, string | string[]>;
  Resource?: string | string[];
  [key: string]: unknown;
}
type Decision = 'ALLOW' | 'DENY' | 'NONE';

const listOf = <T>(value: T | T[] | undefined): T[] => (value === undefined ? [] : ([value].flat() as T[]));
const statementsOf = (document: unknown): Statement[] =>
  listOf((document as { Statement?: Statement | Statement[] } | undefined)?.Statement);

/** The property that holds the policy of a resource, by the type of the resource that carries it. */
const resourcePolicies: Record<string, { document: string; of: string }> = {
  'AWS::Lambda::Permission': { document: 'PolicyDocument', of: 'FunctionName' },
  'AWS::S3::BucketPolicy': { document: 'PolicyDocument', of: 'Bucket' },
  'AWS::SNS::TopicPolicy': { document: 'PolicyDocument', of: 'Topics' },
  'AWS::SQS::QueuePolicy': { document: 'PolicyDocument', of: 'Queues' },
};

/**
 * Whether AWS would let a call pass within one account, from the identity policies of roles and the policies of
 * resources and keys.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export class PolicyDecisions {
  readonly #resources: Resources;

  constructor(resources: Resources) {
    this.#resources = resources;
  }

  allows(call: Call): boolean {
    const { principal } = call;
    const owner = this.#ownerOf(call.resource);
    const policy = owner === undefined ? [] : this.#policyOf(owner);
    const byResource = decide(
      policy.filter(({ Principal }) => speaksTo(Principal, principal)),
      call,
    );
    if ('service' in principal) return byResource === 'ALLOW';
    const byIdentity = decide(this.#identityPolicies(principal.role), call);
    if (byResource === 'DENY' || byIdentity === 'DENY') return false;
    if (owner?.type !== 'AWS::KMS::Key') return byResource === 'ALLOW' || byIdentity === 'ALLOW';
    // A key is its policy's alone; that of IAM counts only where the key's policy says so, by naming the account.
    // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
    const account = { role: `arn:aws:iam::${this.#resources.account}:root` };
    const byAccount = decide(
      policy.filter(({ Principal }) => speaksTo(Principal, account)),
      call,
    );
    return byResource === 'ALLOW' || (byAccount === 'ALLOW' && byIdentity === 'ALLOW');
  }

  /** Whether a service, or an account whose policies allow it, may act as a role. */
  maySwitch(who: Principal, role: string, context: Call['context']): boolean {
    const trust = statementsOf(this.#resources.get(role).properties.AssumeRolePolicyDocument);
    const spoken = trust.filter(({ Principal }) => speaksTo(Principal, who));
    return decide(spoken, { action: 'sts:AssumeRole', resource: role, context }) === 'ALLOW';
  }

  /** The resource whose policy rules over an ARN: its own, or that of the bucket that an object lies in. */
  #ownerOf(arn: string): Resource | undefined {
    return this.#resources.all.find((resource) => resource.arn === arn || arn.startsWith(`${resource.arn}/`));
  }

  #policyOf(owner: Resource): Statement[] {
    if (owner.type === 'AWS::KMS::Key') return statementsOf(owner.properties.KeyPolicy);
    const policies = this.#resources.all.filter(({ type, properties }) => {
      const place = resourcePolicies[type];
      return place && listOf<unknown>(properties[place.of]).some((name) => this.#resources.find(name) === owner);
    });
    if (owner.type === 'AWS::SNS::Topic' && policies.length === 0) return [this.#defaultTopicPolicy(owner)];
    return policies.flatMap(({ type, properties }) => statementsOf(properties[resourcePolicies[type].document]));
  }

  /** What SNS puts on a topic that nobody gave a policy: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html */
  #defaultTopicPolicy({ arn }: Resource): Statement {
    return {
      Effect: 'Allow',
      Principal: '*',
      Action: 'sns:Publish',
      Resource: arn,
      Condition: { StringEquals: { 'aws:SourceAccount': this.#resources.account } },
    };
  }

  #identityPolicies(role: string): Statement[] {
    const { ref, properties } = this.#resources.get(role);
    const managed = listOf<string>(properties.ManagedPolicyArns);
    if (managed.length > 0) throw new Error(`${role} has managed policies, whose statements are not in the templates.`);
    const inline = listOf<Properties>(properties.Policies).flatMap(({ PolicyDocument }) =>
      statementsOf(PolicyDocument),
    );
    const attached = this.#resources
      .ofType('AWS::IAM::Policy')
      .filter((policy) => listOf<string>(policy.properties.Roles).includes(ref))
      .flatMap((policy) => statementsOf(policy.properties.PolicyDocument));
    return [...inline, ...attached];
  }
}

function speaksTo(stated: Statement['Principal'], principal: Principal): boolean {
  if (stated === undefined) return false;
  if (stated === '*') return true;
  if ('service' in principal)
    return listOf(stated.Service).includes(principal.service) || listOf(stated.AWS).includes('*');
  return listOf(stated.AWS).some((name) => name === '*' || name === principal.role);
}

/** Actions, resources and conditions are the emulator's to compare; it knows roles only, so one is made up. */
function decide(statements: Statement[], { action, resource, context }: Omit<Call, 'principal'>): Decision {
  const without = statements.map(({ Principal: _principal, Resource = '*', ...statement }) => ({
    ...statement,
    Resource,
  }));
  const passes = (Statement: unknown[]): boolean =>
    new Policies([
      {
        type: 'AWS::IAM::Role',
        ref: 'caller',
        attributes: { Arn: 'caller' },
        properties: { Policies: [{ PolicyDocument: { Statement } }] },
      },
    ]).allows('caller', action, resource, context);
  if (!passes([...without, { Effect: 'Allow', Action: '*', Resource: '*' }])) return 'DENY';
  return passes(without) ? 'ALLOW' : 'NONE';
}
