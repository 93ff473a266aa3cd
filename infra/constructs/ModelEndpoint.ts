import { join } from 'node:path';
import { DockerImageAsset, Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CfnEndpoint, CfnEndpointConfig, CfnModel } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { grantObjects } from './grantObjects.ts';
import { grantSageMakerLogs } from './grantSageMakerLogs.ts';

export interface ModelEndpointProps {
  buildFolder: string;
  artifacts: IBucket;
  /** Key of `model.tar.gz` in the bucket. */
  artifactKey: string;
  /** MiB. */
  memory: number;
  concurrency: number;
}

/**
 * The model behind a serverless endpoint, which costs nothing while nobody asks. Without names, a new image or artifact
 * makes a new model and endpoint configuration, and SageMaker swaps them in while the old ones answer.
 */
export class ModelEndpoint extends Construct {
  readonly image: DockerImageAsset;
  readonly endpoint: CfnEndpoint;
  readonly endpointName: string;
  readonly variantName = 'AllTraffic';

  constructor(scope: Construct, id: string, props: ModelEndpointProps) {
    super(scope, id);
    this.image = new DockerImageAsset(this, 'Image', {
      directory: join(props.buildFolder, 'model'),
      // Serverless inference runs on x86 only.
      platform: Platform.LINUX_AMD64,
    });
    const role = this.makeRole(props);
    const model = new CfnModel(this, 'Model', {
      executionRoleArn: role.roleArn,
      primaryContainer: {
        image: this.image.imageUri,
        modelDataUrl: props.artifacts.s3UrlForObject(props.artifactKey),
      },
    });
    // SageMaker tries the image and the artifact with the role when it creates the model.
    model.node.addDependency(role);
    const configuration = new CfnEndpointConfig(this, 'Configuration', {
      productionVariants: [
        {
          variantName: this.variantName,
          modelName: model.attrModelName,
          initialVariantWeight: 1,
          serverlessConfig: { memorySizeInMb: props.memory, maxConcurrency: props.concurrency },
        },
      ],
    });
    this.endpoint = new CfnEndpoint(this, 'Endpoint', { endpointConfigName: configuration.attrEndpointConfigName });
    this.endpointName = this.endpoint.attrEndpointName;
  }

  /** Lets `grantee` ask the model. */
  grantInvoke(grantee: IGrantable): Grant {
    // `Ref` of an endpoint is its ARN.
    return Grant.addToPrincipal({ grantee, actions: ['sagemaker:InvokeEndpoint'], resourceArns: [this.endpoint.ref] });
  }

  private makeRole({ artifacts, artifactKey }: ModelEndpointProps): Role {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('sagemaker.amazonaws.com') });
    this.image.repository.grantPull(role);
    grantObjects(artifacts, role, { read: artifactKey });
    grantSageMakerLogs(role, 'Endpoints');
    acknowledge(role, 'IAM5[Resource::*]', 'ecr:GetAuthorizationToken takes no resource.');
    return role;
  }
}
