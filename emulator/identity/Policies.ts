import { PolicyUnsupported } from './errors.ts';
import { asList, holds, knowsOperator, matchesWildcard } from './policyConditions.ts';

export interface Statement {
  Effect: 'Allow' | 'Deny';
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}
interface PolicyDocument {
  Statement: Statement | Statement[];
}
interface PolicyResource {
  type: string;
  ref: string;
  attributes: Record<string, unknown>;
  properties: Record<string, unknown>;
}

/** AWS's own policies that grant only what has no local effect (logs, traces). */
const managedWithoutEffect =
  /:iam::aws:policy\/(service-role\/)?(AWSLambdaBasicExecutionRole|AWSAppSyncPushToCloudWatchLogs|AWSXRay(DaemonWrite|Write\w*)Access|CloudWatchLambdaInsightsExecutionRolePolicy)$/;

const statementsOf = (document: unknown): Statement[] => {
  const { Statement } = document as PolicyDocument;
  return Array.isArray(Statement) ? Statement : [Statement];
};

const check = (role: string, statements: Statement[]): void => {
  for (const statement of statements) {
    const unknown = Object.keys(statement.Condition ?? {}).find((operator) => !knowsOperator(operator));
    if (unknown !== undefined) {
      throw new PolicyUnsupported(role, `condition operator ${unknown}`);
    }
    const variable = [...asList(statement.Resource ?? []), ...asList(statement.NotResource ?? [])].find((text) =>
      text.includes('${'),
    );
    if (variable !== undefined) {
      throw new PolicyUnsupported(role, `policy variable in ${variable}`);
    }
  }
};

const speaksOf = (
  statement: Statement,
  action: string,
  resource: string,
  context: Record<string, string[]>,
): boolean => {
  const anyAction = (patterns: unknown) =>
    asList(patterns).some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase()));
  const anyResource = (patterns: unknown) => asList(patterns).some((pattern) => matchesWildcard(pattern, resource));
  const actionMatches =
    statement.NotAction === undefined ? anyAction(statement.Action) : !anyAction(statement.NotAction);
  const resourceMatches =
    statement.NotResource === undefined ? anyResource(statement.Resource) : !anyResource(statement.NotResource);
  return (
    actionMatches &&
    resourceMatches &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, expected]) => holds(operator, asList(expected), context[key.toLowerCase()])),
    )
  );
};

/**
 * The identity-based policies of the template's roles.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export class Policies {
  /** Statements by role ARN. */
  readonly #statements = new Map<string, Statement[]>();
  readonly #decisions = new Map<string, boolean>();

  /** @throws PolicyUnsupported */
  constructor(resources: PolicyResource[]) {
    const arnByName = new Map<string, string>();
    const managed = new Map<string, Statement[]>();
    for (const { type, ref, attributes, properties } of resources) {
      if (type === 'AWS::IAM::Role') {
        const inline = (properties.Policies ?? []) as { PolicyDocument: unknown }[];
        arnByName.set(ref, String(attributes.Arn));
        this.#statements.set(
          String(attributes.Arn),
          inline.flatMap(({ PolicyDocument }) => statementsOf(PolicyDocument)),
        );
      }
      if (type === 'AWS::IAM::ManagedPolicy') {
        managed.set(ref, statementsOf(properties.PolicyDocument));
      }
    }
    for (const { type, ref, attributes, properties } of resources) {
      if (type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy') {
        for (const role of asList(properties.Roles ?? [])) {
          this.#statements.get(arnByName.get(role) ?? '')?.push(...statementsOf(properties.PolicyDocument));
        }
      }
      for (const arn of type === 'AWS::IAM::Role' ? asList(properties.ManagedPolicyArns ?? []) : []) {
        const statements = managed.get(arn);
        if (statements === undefined && !managedWithoutEffect.test(arn)) {
          throw new PolicyUnsupported(ref, `the managed policy ${arn} is not in the template`);
        }
        this.#statements.get(String(attributes.Arn))!.push(...(statements ?? []));
      }
    }
    this.#statements.forEach((statements, role) => check(role, statements));
  }

  /** Context keys are lower case. */
  allows(roleArn: string, action: string, resource: string, context: Record<string, string[]> = {}): boolean {
    const key = JSON.stringify([roleArn, action, resource, context]);
    const known = this.#decisions.get(key);
    if (known !== undefined) {
      return known;
    }
    const spoken = (this.#statements.get(roleArn) ?? []).filter((statement) =>
      speaksOf(statement, action, resource, context),
    );
    const allowed = spoken.length > 0 && spoken.every(({ Effect }) => Effect === 'Allow');
    // Resources of executions and the like are without number, so the memory of decisions is bounded.
    if (this.#decisions.size > 10_000) {
      this.#decisions.clear();
    }
    this.#decisions.set(key, allowed);
    return allowed;
  }
}
