import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { imageFolder, type ResolvedResource, type ResolvedTemplate } from '../../template/index.ts';
import { largestRequestOf } from './ServingEndpoint.ts';

export interface EndpointDefinition {
  name: string;
  arn: string;
  variant: string;
  /** Bytes of a request: 4 MB serverless, 25 MB else. */
  largestRequest: number;
  /** What Docker would build. */
  imageFolder: string;
  /** The container's, from the template. */
  environment: Record<string, string>;
}

interface Container {
  Image: string;
  Environment?: Record<string, unknown>;
}
interface Variant {
  ModelName: string;
  VariantName: string;
  ServerlessConfig?: unknown;
}

/**
 * The SageMaker endpoints of the template, each down to the folder of its image: that of a Docker asset, with a
 * `serve.mjs` that Node can run.
 * @throws TemplateRefused
 */
export function planEndpoints(template: ResolvedTemplate): EndpointDefinition[] {
  const named = (type: string, attribute: string, name: unknown): ResolvedResource | undefined =>
    template.ofType(type).find(({ attributes }) => attributes[attribute] === name);
  return template.ofType('AWS::SageMaker::Endpoint').map((resource) => {
    const configuration =
      named('AWS::SageMaker::EndpointConfig', 'EndpointConfigName', resource.properties.EndpointConfigName) ??
      template.refuse(resource, 'its endpoint configuration is not in the template');
    const [variant] = configuration.properties.ProductionVariants as [Variant];
    const model =
      named('AWS::SageMaker::Model', 'ModelName', variant.ModelName) ??
      template.refuse(resource, 'its model is not in the template');
    const container = (model.properties.PrimaryContainer ??
      (model.properties.Containers as Container[])[0]) as Container;
    const folder = imageFolder(template.assembly, container.Image, `${model.stack}/${model.logicalId}`);
    if (!existsSync(join(folder, 'serve.mjs'))) {
      template.refuse(resource, 'its image folder has no serve.mjs, and other images cannot run without Docker');
    }
    return {
      name: String(resource.attributes.EndpointName),
      arn: resource.ref,
      variant: variant.VariantName,
      largestRequest: largestRequestOf(variant),
      imageFolder: folder,
      environment: Object.fromEntries(
        Object.entries(container.Environment ?? {}).map(([name, value]) => [name, String(value)]),
      ),
    };
  });
}
