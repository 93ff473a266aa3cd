import { valueAt, type Naming, type Properties, type ResourceTypes } from '../template/index.ts';

const checkVariants = (properties: Properties): string | undefined =>
  Array.isArray(properties.ProductionVariants) && properties.ProductionVariants.length === 1
    ? undefined
    : 'only one production variant is emulated';

const checkModel = (properties: Properties): string | undefined =>
  valueAt(properties, 'PrimaryContainer', 'Image') !== undefined ||
  (properties.Containers as unknown[] | undefined)?.length === 1
    ? undefined
    : 'only models of one container with an image are emulated';

const identifyAs =
  (kind: string, property: string) =>
  ({ name, arn }: Naming) => {
    const value = name(property, 63);
    return { ref: arn('sagemaker', `${kind}/${value.toLowerCase()}`), attributes: { [property]: value } };
  };

/** The resource types of SageMaker. */
export const resourceTypes: ResourceTypes = {
  'AWS::SageMaker::Model': {
    uses: ['PrimaryContainer', 'Containers', 'ModelName'],
    ignores: ['ExecutionRoleArn', 'EnableNetworkIsolation', 'Tags', 'VpcConfig'],
    check: checkModel,
    identify: identifyAs('model', 'ModelName'),
  },
  'AWS::SageMaker::EndpointConfig': {
    uses: ['ProductionVariants', 'EndpointConfigName'],
    ignores: ['KmsKeyId', 'Tags', 'EnableNetworkIsolation', 'ExecutionRoleArn', 'VpcConfig'],
    check: checkVariants,
    identify: identifyAs('endpoint-config', 'EndpointConfigName'),
  },
  'AWS::SageMaker::Endpoint': {
    uses: ['EndpointConfigName', 'EndpointName'],
    ignores: ['DeploymentConfig', 'RetainAllVariantProperties', 'RetainDeploymentConfig', 'Tags'],
    identify: identifyAs('endpoint', 'EndpointName'),
  },
};
