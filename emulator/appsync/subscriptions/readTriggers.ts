import { getNamedType, valueFromASTUntyped } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { ApiInvalid } from '../errors.ts';

/** Which subscription fields each mutation publishes to, from `@aws_subscribe`. @throws ApiInvalid */
export function readTriggers(apiName: string, schema: GraphQLSchema): Map<string, string[]> {
  const triggers = new Map<string, string[]>();
  const findings: string[] = [];
  const mutations = schema.getMutationType()?.getFields() ?? {};
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const directive = field.astNode?.directives?.find((node) => node.name.value === 'aws_subscribe');
    const argument = directive?.arguments?.find((node) => node.name.value === 'mutations');
    for (const name of argument ? ([valueFromASTUntyped(argument.value)].flat() as string[]) : []) {
      const mutation = mutations[name];
      if (!mutation) {
        findings.push(`Subscription.${field.name}: @aws_subscribe names the mutation ${name}, which does not exist`);
      } else if (getNamedType(mutation.type) !== getNamedType(field.type)) {
        findings.push(
          `Subscription.${field.name} delivers ${String(field.type)}, but the mutation ${name} answers ${String(
            mutation.type,
          )}`,
        );
      } else {
        triggers.set(name, [...(triggers.get(name) ?? []), field.name]);
      }
    }
  }
  if (findings.length > 0) throw new ApiInvalid(apiName, findings);
  return triggers;
}
