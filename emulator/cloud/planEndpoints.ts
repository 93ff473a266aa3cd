import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { imageFolder, TemplateRefused, type Assembly, type ResolvedResource } from '../template/index.ts';
import type { PlannedEndpoint } from './CloudPlan.ts';

interface Container {
  Image: string;
  Environment?: Record<string, unknown>;
}
interface Variant {
  ModelName: string;
  VariantName: string;
  ServerlessConfig?: unknown;
}

/** The SageMaker endpoints of the template, each down to the folder of its image. @throws TemplateRefused */
export function planEndpoints(assembly: Assembly, resources: ResolvedResource[]): PlannedEndpoint[] {
  const named = (type: string, attribute: string, name: unknown): ResolvedResource | undefined =>
    resources.find((resource) => resource.type === type && resource.attributes[attribute] === name);
  return resources
    .filter(({ type }) => type === 'AWS::SageMaker::Endpoint')
    .map((resource) => {
      const refuse = (reason: string): never => {
        throw new TemplateRefused([
          { stack: resource.stack, logicalId: resource.logicalId, type: resource.type, reason },
        ]);
      };
      const configuration =
        named('AWS::SageMaker::EndpointConfig', 'EndpointConfigName', resource.properties.EndpointConfigName) ??
        refuse('its endpoint configuration is not in the template');
      const [variant] = configuration.properties.ProductionVariants as [Variant];
      const model =
        named('AWS::SageMaker::Model', 'ModelName', variant.ModelName) ?? refuse('its model is not in the template');
      const container = (model.properties.PrimaryContainer ??
        (model.properties.Containers as Container[])[0]) as Container;
      const folder = imageFolder(assembly, container.Image, `${model.stack}/${model.logicalId}`);
      for (const bundle of ['serve.mjs', 'train.mjs']) {
        if (!existsSync(join(folder, bundle))) {
          refuse(`its image folder has no ${bundle}, and other images cannot run without Docker`);
        }
      }
      return {
        name: String(resource.attributes.EndpointName),
        arn: resource.ref,
        variant: variant.VariantName,
        isServerless: variant.ServerlessConfig !== undefined,
        imageFolder: folder,
        environment: Object.fromEntries(
          Object.entries(container.Environment ?? {}).map(([name, value]) => [name, String(value)]),
        ),
      };
    });
}
