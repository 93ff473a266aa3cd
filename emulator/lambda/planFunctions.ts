import { assertQueue } from '../sqs/index.ts';
import { assetPath, type Assembly, type ResolvedResource, type ResolvedTemplate } from '../template/index.ts';
import type { FunctionDefinition } from './FunctionDefinition.ts';

type Properties = Record<string, unknown>;

const codeOf = (assembly: Assembly, { stack, logicalId, properties }: ResolvedResource): FunctionDefinition['code'] => {
  const { ZipFile, S3Key } = properties.Code as { ZipFile?: string; S3Key?: string };
  return ZipFile === undefined
    ? { folder: assetPath(assembly, String(S3Key), `${stack}/${logicalId}`) }
    : { inline: ZipFile };
};

const environmentOf = ({ Environment }: Properties): Record<string, string> =>
  Object.fromEntries(
    Object.entries((Environment as { Variables?: Properties } | undefined)?.Variables ?? {}).map(([name, value]) => [
      name,
      String(value),
    ]),
  );

/** The Lambda functions of the template, with what their EventInvokeConfig says. @throws TemplateRefused */
export function planFunctions(template: ResolvedTemplate): FunctionDefinition[] {
  const asynchronous = new Map(
    template
      .ofType('AWS::Lambda::EventInvokeConfig')
      .map(({ properties }) => [String(properties.FunctionName).split(':').pop(), properties]),
  );
  return template.ofType('AWS::Lambda::Function').map((resource): FunctionDefinition => {
    const { ref, logicalId, attributes, properties } = resource;
    const retry = asynchronous.get(ref);
    const destination = (retry?.DestinationConfig as { OnFailure?: { Destination?: string } } | undefined)?.OnFailure
      ?.Destination;
    const { ReservedConcurrentExecutions: reserved } = properties;
    const deadLetterArn = destination ?? (properties.DeadLetterConfig as { TargetArn?: string } | undefined)?.TargetArn;
    assertQueue(template, resource, deadLetterArn);
    return {
      name: ref,
      arn: String(attributes.Arn),
      logicalId,
      roleArn: String(properties.Role),
      runtime: String(properties.Runtime),
      handler: String(properties.Handler),
      code: codeOf(template.assembly, resource),
      memoryMegabytes: Number(properties.MemorySize ?? 128),
      timeoutSeconds: Number(properties.Timeout ?? 3),
      environment: environmentOf(properties),
      reservedConcurrency: reserved === undefined ? undefined : Number(reserved),
      deadLetterArn,
      maximumRetries: retry?.MaximumRetryAttempts === undefined ? undefined : Number(retry.MaximumRetryAttempts),
    };
  });
}
