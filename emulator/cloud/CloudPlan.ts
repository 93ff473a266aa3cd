import type { EventSourceMapping } from '../streams/index.ts';
import type { FunctionDefinition } from '../lambda/index.ts';
import type { ResolvedResource } from '../template/index.ts';
import type { TableDefinition } from '../dynamodb/index.ts';
import type { LoadedStateMachine } from '../step-functions/index.ts';

/** What the template asks for, ready to be started. */
export interface CloudPlan {
  region: string;
  accountId: string;
  api: ResolvedResource;
  resources: ResolvedResource[];
  tables: TableDefinition[];
  functions: FunctionDefinition[];
  mappings: EventSourceMapping[];
  stateMachines: (LoadedStateMachine & { name: string; arn: string; roleArn: string; type: 'EXPRESS' | 'STANDARD' })[];
  endpoints: PlannedEndpoint[];
  queues: { name: string; arn: string; url: string }[];
  userPools: { id: string; issuer: string; clientId: string }[];
}

export interface PlannedEndpoint {
  name: string;
  arn: string;
  variant: string;
  isServerless: boolean;
  /** What Docker would build. */
  imageFolder: string;
  environment: Record<string, string>;
}
