import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

export interface BundledFunctionProps {
  /** The folder of `build/`. */
  buildFolder: string;
  /** The folder below `functions/`. */
  name: string;
  description: string;
  /** MiB; CPU grows with it, 1769 being one whole vCPU. */
  memory: number;
  /** Seconds. */
  timeout: number;
  environment: Record<string, string>;
}

/** A Lambda function from its bundle, with a log group and a role of its own that holds no managed policy. */
export class BundledFunction extends LambdaFunction {
  /** MiB. */
  readonly memory: number;

  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    super(scope, id, {
      code: Code.fromAsset(join(props.buildFolder, 'functions', props.name)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_22_X,
      architecture: Architecture.ARM_64,
      description: props.description,
      memorySize: props.memory,
      timeout: Duration.seconds(props.timeout),
      tracing: Tracing.ACTIVE,
      role,
      logGroup,
      environment: {
        ...props.environment,
        POWERTOOLS_SERVICE_NAME: props.name,
        POWERTOOLS_METRICS_NAMESPACE: 'recsync',
        NODE_OPTIONS: '--enable-source-maps',
      },
    });
    this.memory = props.memory;
    acknowledge(this, 'L1', 'Node 22 is in long-term support; the bundles are tested on 20 and 22.');
    acknowledge(
      role,
      'IAM5[Resource::*]',
      'X-Ray takes no resource: PutTraceSegments and PutTelemetryRecords have none.',
    );
  }
}
