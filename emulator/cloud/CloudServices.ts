import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AccessControl } from '../identity/index.ts';
import type { LambdaService } from '../lambda/index.ts';
import type { CloudPlan } from './CloudPlan.ts';

/** What the parts of the running cloud need from each other. */
export interface CloudServices {
  plan: CloudPlan;
  access: AccessControl;
  /** Where every AWS service answers. */
  gatewayUrl: string;
  lambda: LambdaService;
  /** A client of the engine that acts as a role. */
  dynamodbAs(roleArn: string, session: string): DynamoDBClient;
}
