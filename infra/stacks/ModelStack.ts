import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { ModelEndpoint } from '../constructs/ModelEndpoint.ts';
import type { DataStack } from './DataStack.ts';

export interface ModelStackProps extends StackProps {
  buildFolder: string;
  config: Config;
  data: DataStack;
}

/** The model's image and the endpoint that serves it. Needs the artifact in the bucket: docs/deploy.md. */
export class ModelStack extends Stack {
  readonly modelEndpoint: ModelEndpoint;

  constructor(scope: Construct, id: string, { buildFolder, config, data, ...props }: ModelStackProps) {
    super(scope, id, { ...props, description: 'recsync: the model behind a serverless SageMaker endpoint' });
    this.modelEndpoint = new ModelEndpoint(this, 'Scoring', {
      buildFolder,
      artifacts: data.artifacts,
      artifactKey: config.modelArtifactKey,
      memory: config.endpointMemory,
      concurrency: config.endpointConcurrency,
    });
    const { image, endpointName } = this.modelEndpoint;
    image.repository.grantPull(data.trainingRole);
    acknowledge(data.trainingRole, 'IAM5[Resource::*]', 'ecr:GetAuthorizationToken takes no resource.');
    new CfnOutput(this, 'ModelImage', { value: image.imageUri, description: 'For SageMaker training jobs' });
    new CfnOutput(this, 'EndpointName', { value: endpointName });
  }
}
