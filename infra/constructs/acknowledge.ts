import { DefaultTokenResolver, Reference, Stack, Tokenization, Validations } from 'aws-cdk-lib';
import type { IPostProcessor, IResolvable, IResolveContext } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Accepts a finding of cdk-nag's AwsSolutions pack at the construct that it is about, with the reason. */
export function acknowledge(construct: IConstruct, finding: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: `AwsSolutions-${finding}`, reason });
}

/** Accepts that a policy of `construct` names a resource with a wildcard. */
export function acknowledgeResource(construct: IConstruct, resource: string, reason: string): void {
  acknowledge(construct, `IAM5[Resource::${flatten(asDeployed(construct, resource))}]`, reason);
}

/** A resource as it stands in the template: what another stack has is imported from it. */
function asDeployed(construct: IConstruct, resource: string): unknown {
  const stack = Stack.of(construct);
  class Resolver extends DefaultTokenResolver {
    override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
      if (!Reference.isReference(token)) return super.resolveToken(token, context, postProcessor);
      const owner = Stack.of(token.target);
      return owner === stack
        ? super.resolveToken(token, context, postProcessor)
        : context.resolve(owner.exportValue(token));
    }
  }
  return Tokenization.resolve(resource, { scope: construct, resolver: new Resolver(concatenation) });
}

/** Parts that are no texts are joined when the template is deployed. */
const concatenation = { join: (left: unknown, right: unknown): unknown => ({ 'Fn::Join': ['', [left, right]] }) };

type Intrinsic = {
  Ref?: string;
  'Fn::GetAtt'?: [string, string];
  'Fn::Join'?: [string, unknown[]];
  'Fn::ImportValue'?: string;
};

/** A resource as cdk-nag writes it in the ids of its findings: references in angle brackets, what it does not know as JSON. */
function flatten(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined) return '';
  const { Ref: reference, 'Fn::GetAtt': attribute, 'Fn::Join': join, ...other } = value as Intrinsic;
  if (reference) return `<${reference}>`;
  if (attribute) return `<${attribute.join('.')}>`;
  if (join) return join[1].map(flatten).join(join[0]);
  return other['Fn::ImportValue'] ?? JSON.stringify(value);
}
