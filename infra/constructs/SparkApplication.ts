import { ArnFormat, Stack } from 'aws-cdk-lib';
import { CfnApplication } from 'aws-cdk-lib/aws-emrserverless';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { CustomState, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { fileURLToPath } from 'node:url';
import { acknowledgeResource } from './acknowledge.ts';
import { grantFolders, grantObjects } from './grantObjects.ts';
import { serviceTask } from './serviceTasks.ts';

export interface SparkApplicationProps {
  name: string;
  data: { archive: IBucket };
}

const inSpark = (path: string): string => fileURLToPath(new URL(`../../spark/${path}`, import.meta.url));

/**
 * The first release whose `s3://` is S3A (https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-s3a-migrate.html), on
 * the Spark that spark/requirements.txt names but for its last digit.
 */
const releaseLabel = 'emr-7.10.0';

/** Bounds what a job that went wrong can cost: a driver and three executors of the default size, 4 vCPU and 16 GB. */
const mostCapacity = { cpu: '16 vCPU', memory: '120 GB', disk: '400 GB' };

/**
 * EMR Serverless for the Spark job of spark/. It has no workers before a job and none after it, so an application that
 * nobody uses costs nothing (https://aws.amazon.com/emr/pricing/, EMR Serverless). Without a VPC, S3 and KMS of its own
 * region are all that it needs to reach.
 */
export class SparkApplication extends Construct {
  readonly application: CfnApplication;
  readonly jobRole: Role;
  readonly #program: Asset;
  readonly #package: Asset;

  constructor(scope: Construct, id: string, { name, data: { archive } }: SparkApplicationProps) {
    super(scope, id);
    this.application = new CfnApplication(this, 'Application', {
      name,
      type: 'SPARK',
      releaseLabel,
      architecture: 'ARM64',
      autoStartConfiguration: { enabled: true },
      autoStopConfiguration: { enabled: true, idleTimeoutMinutes: 1 },
      maximumCapacity: mostCapacity,
    });
    this.#program = new Asset(this, 'Program', { path: inSpark('start_prefit.py') });
    this.#package = new Asset(this, 'Package', {
      path: inSpark(''),
      // Archived, the folder `prefit` stands at the top, where Python looks for it.
      exclude: ['*', '!prefit', '!prefit/*.py'],
    });
    this.jobRole = new Role(this, 'JobRole', { assumedBy: new ServicePrincipal('emr-serverless.amazonaws.com') });
    // Hadoop looks at the folders above a file before it writes one, with HEAD and with a listing.
    grantFolders(archive, this.jobRole, { read: ['runs/*', 'erased/*'], write: ['runs/*/parts/*'] });
    grantObjects(archive, this.jobRole, { remove: ['runs/*/parts/*'] });
    this.#mayReadProgram();
  }

  /** @param path of a `SparkJob`. https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html */
  fit(path: string): CustomState {
    return serviceTask(this, 'FitOnSpark', 'emr-serverless:startJobRun.sync', {
      parameters: {
        'Name.$': `${path}.name`,
        ApplicationId: this.application.attrApplicationId,
        ExecutionRoleArn: this.jobRole.roleArn,
        'ExecutionTimeoutMinutes.$': `${path}.maxRuntimeInMinutes`,
        JobDriver: {
          SparkSubmit: {
            EntryPoint: this.#program.s3ObjectUrl,
            'EntryPointArguments.$': `${path}.arguments`,
            SparkSubmitParameters: `--py-files ${this.#package.s3ObjectUrl}`,
          },
        },
      },
    });
  }

  /** https://docs.aws.amazon.com/step-functions/latest/dg/emr-serverless-iam.html (StartJobRun, static resources) */
  grantStart(stateMachine: StateMachine): void {
    const { attrArn } = this.application;
    const allow = (actions: string[], resource: string, conditions?: Record<string, Record<string, string>>): void =>
      stateMachine.addToRolePolicy(new PolicyStatement({ actions, resources: [resource], conditions }));
    allow(['emr-serverless:StartJobRun'], attrArn);
    allow(['emr-serverless:GetJobRun', 'emr-serverless:CancelJobRun'], `${attrArn}/jobruns/*`);
    acknowledgeResource(stateMachine, `${attrArn}/jobruns/*`, 'Job runs of one application.');
    allow(['iam:PassRole'], this.jobRole.roleArn, {
      StringEquals: { 'iam:PassedToService': 'emr-serverless.amazonaws.com' },
    });
    // Step Functions is told by such a rule that a job has ended, and makes it itself.
    const rule = Stack.of(this).formatArn({
      service: 'events',
      resource: 'rule',
      resourceName: 'StepFunctionsGetEventsForEMRServerlessJobRule',
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    allow(['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], rule);
  }

  /** Two objects of the bucket that CDK keeps assets in, which has no key of ours. */
  #mayReadProgram(): void {
    for (const { bucket, s3ObjectKey } of [this.#program, this.#package]) {
      this.jobRole.addToPrincipalPolicy(
        new PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects(s3ObjectKey)] }),
      );
    }
  }
}
