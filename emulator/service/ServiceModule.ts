import type { ServerResponse } from 'node:http';
import type { ServiceApi, StreamedApi } from '../gateway/index.ts';
import type { LocalSpark } from './LocalSpark.ts';
import type { HealthCheck } from '../processes/index.ts';
import type { AccessControl } from '../identity/index.ts';
import type { Machine, ResolvedTemplate, ResourceTypes } from '../template/index.ts';

/** How a cloud is started. */
export interface CloudOptions {
  /** `cdk.out`: what `cdk synth` wrote. */
  templateFolder: string;
  /** Where everything that lasts is kept; one cloud at a time. */
  stateFolder: string;
  /** Of the AppSync API. @defaultValue 0, a free one */
  port?: number;
  /** `dynoxide`, `amazon` or a URL. @defaultValue the best that this machine can run */
  dynamodb?: string;
  /** What validates and executes GraphQL: its own engine, or Amplify's AppSync simulator. @defaultValue emulator */
  appSyncEngine?: 'emulator' | 'amplify';
  /**
   * Whether the API answers introspection, which a playground needs. @defaultValue what the template says in
   * `IntrospectionConfig`
   */
  introspection?: boolean;
  /** Empties the tables and forgets queues, models and logs first; keys stay. */
  fresh?: boolean;
  /**
   * Takes incremental exports of tables that span less than the 15 minutes that DynamoDB asks for, so that a
   * demonstration or a test need not wait for them. @defaultValue false
   */
  shortExports?: boolean;
  /** How a database or a container that hangs is noticed. @defaultValue three failures in a row, 5 s apart: of 10 s (database) or 2 s (container) */
  health?: Partial<HealthCheck>;
  /**
   * Milliseconds after which a serverless SageMaker endpoint or a Lambda sandbox that nobody asks gives its memory back.
   * @defaultValue 300000
   */
  serverlessIdle?: number;
  /**
   * Whether a Lambda function has a sandbox from the start on, so that its first caller does not wait for one.
   * @defaultValue none has
   */
  warm?(logicalId: string): boolean;
  /**
   * Whether schedules fire when they are due. Where they do not, only `Schedules.fire` fires them: for tests, benches
   * and demonstrations, which act for the clock and would find its work between their own. @defaultValue true
   */
  schedulesFire?: boolean;
  /** What runs the jobs of EMR Serverless. @defaultValue none, and they fail */
  spark?: LocalSpark;
  /** Told in one line what goes wrong while the cloud runs. */
  log?(line: string): void;
  /**
   * Further environment of a SageMaker container.
   * @param baseFolder what `/opt/ml` is on SageMaker
   */
  containerEnvironment?(baseFolder: string): Record<string, string>;
  /** Answers GET requests outside /graphql on the API's port, such as a playground's; false when it has no such page. */
  servePage?(path: string, response: ServerResponse): Promise<boolean>;
}

/** What a service is given when it starts. */
export interface ServiceContext {
  /** As given; the port is the one that was found, and there is a log. */
  options: CloudOptions & Required<Pick<CloudOptions, 'port' | 'log'>>;
  machine: Machine;
  /** `logs/` of the state folder; it is there. */
  logFolder: string;
  region: string;
  accountId: string;
  /** Who calls, and what the template's roles permit. */
  access: AccessControl;
  /** Where every AWS service answers. */
  gatewayUrl: string;
  /** A service that stands earlier in the list. @throws when it does not: the list is in the wrong order */
  service<Running>(module: ServiceModule<Running>): Running;
  /** Puts an API behind the gateway. */
  serve(api: ServiceApi | StreamedApi): void;
  /** Called once every service has started: what goes on from before may need those behind this one. */
  onReady(go: () => void): void;
  /** Called when the cloud stops, or when a later step of its start fails; the last one first. */
  onStop(stop: () => Promise<unknown> | void): void;
}

/**
 * One AWS service of the emulator: a folder, and a line in `cloud/services.ts`.
 * `Running` is what the service offers, once started, to those behind it in the list and to whoever started the cloud.
 */
export interface ServiceModule<Running = unknown> {
  /** For messages, for example `Step Functions`. */
  readonly name: string;
  /** The CloudFormation types that it runs; `AWS::…` to its properties and names. */
  readonly resourceTypes: ResourceTypes;
  /** What it keeps in the state folder and a fresh start removes. */
  readonly stateFolders?: readonly string[];
  /**
   * Works out what is to be started. Nothing runs yet, so that a mistake in the template costs no start.
   * @throws TemplateRefused
   */
  plan(template: ResolvedTemplate): (context: ServiceContext) => Promise<Running> | Running;
}
