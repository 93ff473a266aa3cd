import { ArnFormat, CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import { DockerImageAsset, Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { join } from 'node:path';
import { acknowledge, acknowledgeResource } from '../constructs/acknowledge.ts';
import { grantMonitoring } from '../constructs/grantMonitoring.ts';
import { grantFolders } from '../constructs/grantObjects.ts';
import type { SageMakerKind } from '../constructs/serviceTasks.ts';
import type { DataStack } from './DataStack.ts';

export interface ModelStackProps extends StackProps {
  buildFolder: string;
  /** What the names of jobs, models and endpoints begin with. */
  prefix: string;
  data: DataStack;
}

/**
 * The model's image, and what its jobs and endpoints may do. The jobs and endpoints themselves are made by the training
 * workflow (docs/decisions/2026-11-28-the-life-of-a-model.md), so that an account without a model can be deployed to.
 */
export class ModelStack extends Stack {
  readonly image: DockerImageAsset;
  readonly prefix: string;
  /** Of the jobs that prepare data, train and judge. */
  readonly jobRole: Role;
  /** Of endpoints and of lists in bulk. */
  readonly servingRole: Role;

  constructor(scope: Construct, id: string, { buildFolder, prefix, data, ...props }: ModelStackProps) {
    super(scope, id, { ...props, description: 'recsync: the image of the model and the roles that it runs in' });
    this.prefix = prefix;
    this.image = new DockerImageAsset(this, 'Image', {
      directory: join(buildFolder, 'model'),
      // Serverless inference runs on x86 only.
      platform: Platform.LINUX_AMD64,
    });
    this.jobRole = this.makeRole('JobRole');
    grantFolders(data.archive, this.jobRole, {
      read: ['exports/*', 'interactions/*', 'items/*', 'keys/*', 'erased/*', 'runs/*', 'batch/*'],
      write: ['interactions/*', 'items/*', 'runs/*', 'batch/*'],
    });
    grantFolders(data.artifacts, this.jobRole, {
      read: ['artifacts/*', 'checkpoints/*'],
      write: ['artifacts/*', 'checkpoints/*'],
    });
    // The request for a training job names the key of what it makes.
    data.encryptionKey.grant(this.jobRole, 'kms:Encrypt');
    grantMonitoring(this.jobRole, 'TrainingJobs');
    grantMonitoring(this.jobRole, 'ProcessingJobs');
    this.servingRole = this.makeRole('ServingRole');
    grantFolders(data.artifacts, this.servingRole, { read: ['artifacts/*'] });
    grantFolders(data.archive, this.servingRole, { read: ['batch/*/requests/*'], write: ['batch/*/answers/*'] });
    // The request for a transform job names the key of what it writes.
    data.encryptionKey.grant(this.servingRole, 'kms:Encrypt');
    grantMonitoring(this.servingRole, 'Endpoints');
    grantMonitoring(this.servingRole, 'TransformJobs');
    new CfnOutput(this, 'ModelImage', { value: this.image.imageUri });
  }

  /** ARNs of everything of a kind that the workflow makes in SageMaker. */
  arnOf(kind: SageMakerKind): string {
    return this.formatArn({
      service: 'sagemaker',
      resource: kind,
      resourceName: `${this.prefix}-*`,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
  }

  /** Lets `grantee` ask every model that is served. */
  grantInvoke(grantee: IGrantable): Grant {
    const role = grantee.grantPrincipal;
    if (Construct.isConstruct(role)) {
      acknowledgeResource(role, this.arnOf('endpoint'), 'Endpoints come and go with the versions of the model.');
    }
    return Grant.addToPrincipal({
      grantee,
      actions: ['sagemaker:InvokeEndpoint'],
      resourceArns: [this.arnOf('endpoint')],
    });
  }

  private makeRole(id: string): Role {
    const role = new Role(this, id, { assumedBy: new ServicePrincipal('sagemaker.amazonaws.com') });
    this.image.repository.grantPull(role);
    acknowledge(role, 'IAM5[Resource::*]', 'ecr:GetAuthorizationToken and cloudwatch:PutMetricData take no resource.');
    return role;
  }
}
