import { isInterfaceType, isObjectType, valueFromASTUntyped } from 'graphql';
import type { ConstDirectiveNode, GraphQLSchema } from 'graphql';
import { ApiInvalid } from '../errors.ts';
import type { AuthorizationMode, AuthorizationType } from '../types.ts';
import type { Caller } from './Caller.ts';

interface Grant {
  mode: AuthorizationType;
  groups?: string[];
}

const modeOfDirective: Record<string, Grant['mode']> = {
  aws_api_key: 'API_KEY',
  aws_iam: 'AWS_IAM',
  aws_oidc: 'OPENID_CONNECT',
  aws_lambda: 'AWS_LAMBDA',
  aws_cognito_user_pools: 'AMAZON_COGNITO_USER_POOLS',
  aws_auth: 'AMAZON_COGNITO_USER_POOLS',
};

/**
 * Who may see which field. A field's own directives count; without any, those of its type; without those, only the
 * default mode. https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#using-additional-authorization-modes
 */
export class FieldAccess {
  readonly #grants = new Map<string, Grant[]>();

  constructor(apiName: string, schema: GraphQLSchema, defaultMode: AuthorizationMode, additional: AuthorizationMode[]) {
    const findings: string[] = [];
    const denyByDefault = 'defaultAction' in defaultMode && defaultMode.defaultAction === 'DENY';
    for (const type of Object.values(schema.getTypeMap())) {
      if (!(isObjectType(type) || isInterfaceType(type)) || type.name.startsWith('__')) continue;
      const ofType = [type.astNode, ...type.extensionASTNodes].flatMap((node) => grantsOf(node?.directives));
      for (const field of Object.values(type.getFields())) {
        const own = grantsOf(field.astNode?.directives);
        const grants = own.length > 0 ? own : ofType;
        const usesAwsAuth = field.astNode?.directives?.some((directive) => directive.name.value === 'aws_auth');
        if (usesAwsAuth && (additional.length > 0 || defaultMode.type !== 'AMAZON_COGNITO_USER_POOLS')) {
          findings.push(
            `${type.name}.${field.name}: @aws_auth guards only an API whose one mode is the user pool; ` +
              'use @aws_cognito_user_pools',
          );
        }
        const fallback: Grant[] = denyByDefault ? [] : [{ mode: defaultMode.type }];
        this.#grants.set(`${type.name}.${field.name}`, grants.length > 0 ? grants : fallback);
      }
    }
    if (findings.length > 0) throw new ApiInvalid(apiName, findings);
  }

  /** Whether the caller's mode and groups open the field. IAM policies are asked apart. */
  allows(caller: Caller, typeName: string, fieldName: string): boolean {
    const grants = this.#grants.get(`${typeName}.${fieldName}`);
    if (!grants) return fieldName.startsWith('__') || typeName.startsWith('__');
    return grants.some(
      (grant) =>
        grant.mode === caller.mode &&
        (grant.groups === undefined || grant.groups.some((group) => caller.groups.includes(group))),
    );
  }
}

function grantsOf(directives: readonly ConstDirectiveNode[] | undefined): Grant[] {
  return (directives ?? []).flatMap((directive) => {
    const mode = modeOfDirective[directive.name.value];
    if (!mode) return [];
    const argument = directive.arguments?.find((node) => node.name.value === 'cognito_groups');
    const groups = argument ? ([valueFromASTUntyped(argument.value)].flat() as string[]) : undefined;
    return [{ mode, groups }];
  });
}
