import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { counterShards, historySize, storedListSeconds, storedListSize } from '../../schema/contract/limits.ts';
import { acknowledgeResource } from '../constructs/acknowledge.ts';
import { ApiResolvers } from '../constructs/ApiResolvers.ts';
import { BackendRole } from '../constructs/BackendRole.ts';
import { BundledFunction } from '../constructs/BundledFunction.ts';
import { ErasureWorkflow } from '../constructs/ErasureWorkflow.ts';
import { ExperimentRunner } from '../constructs/ExperimentRunner.ts';
import { FailureQueue } from '../constructs/FailureQueue.ts';
import { Firewall } from '../constructs/Firewall.ts';
import { DeploymentOperator } from '../constructs/DeploymentOperator.ts';
import { MergeWorkflow } from '../constructs/MergeWorkflow.ts';
import { SimilarUserFinder } from '../constructs/SimilarUserFinder.ts';
import { InteractionStream } from '../constructs/InteractionStream.ts';
import { RecommendationApi } from '../constructs/RecommendationApi.ts';
import { RecommendationWorkflow } from '../constructs/RecommendationWorkflow.ts';
import { grantTable } from '../constructs/grantTable.ts';
import { makeDataSources } from '../constructs/makeDataSources.ts';
import { allowsIntrospection, comparesPeople } from '../config.ts';
import type { Config } from '../config.ts';
import type { BatchStack } from './BatchStack.ts';
import type { DataStack } from './DataStack.ts';
import type { ModelStack } from './ModelStack.ts';
import type { TrainingStack } from './TrainingStack.ts';

export interface ApiStackProps extends StackProps {
  buildFolder: string;
  data: DataStack;
  model: ModelStack;
  training: TrainingStack;
  batch: BatchStack;
  /** What the names of the deployment's alarms begin with. */
  alarmPrefix: string;
  apiKeyExpires: Date;
  config: Config;
}

/** The API, its functions, and the real-time path from an interaction to a push. */
export class ApiStack extends Stack {
  readonly api: RecommendationApi;
  readonly scoreCandidates: BundledFunction;
  readonly compareModels: BundledFunction;
  readonly onInteraction: BundledFunction;
  readonly reportFeedback: BundledFunction;
  readonly runExperiments: BundledFunction;
  readonly publishRecommendation: BundledFunction;
  readonly workflow: RecommendationWorkflow;
  readonly interactionStream: InteractionStream;
  readonly erasure: ErasureWorkflow;
  readonly operateDeployment: BundledFunction;
  readonly merge: MergeWorkflow;
  /** Only where it is switched on. */
  readonly findSimilarUsers?: BundledFunction;
  readonly #tables: Record<'USER_DATA_TABLE' | 'CATALOGUE_TABLE' | 'COUNTERS_TABLE', string>;

  constructor(
    scope: Construct,
    id: string,
    { buildFolder, data, model, training, batch, alarmPrefix, apiKeyExpires, config, ...props }: ApiStackProps,
  ) {
    super(scope, id, { ...props, description: 'recsync: GraphQL API, functions and the real-time path' });
    this.#tables = {
      USER_DATA_TABLE: data.userData.tableName,
      CATALOGUE_TABLE: data.catalogue.tableName,
      COUNTERS_TABLE: data.counters.tableName,
    };
    const failures = new FailureQueue(this, 'Failures', data.encryptionKey);
    this.erasure = new ErasureWorkflow(this, 'Erasure', { buildFolder, data, failures });
    this.merge = new MergeWorkflow(this, 'Merge', { buildFolder, data });
    this.api = new RecommendationApi(this, 'Api', {
      buildFolder,
      userPool: data.identity.userPool,
      userPoolClient: data.identity.client,
      visitorAuthorizer: this.merge.identifyVisitor,
      apiKeyExpires,
      introspection: allowsIntrospection(config),
      environment: {
        ...this.#tables,
        MODELS_TABLE: data.models.tableName,
        FEEDBACK_TABLE: data.feedback.tableName,
        TRAINING_WORKFLOW_ARN: training.workflow.stateMachine.stateMachineArn,
        BATCH_WORKFLOW_ARN: batch.workflow.stateMachine.stateMachineArn,
        ERASURE_WORKFLOW_ARN: this.erasure.stateMachine.stateMachineArn,
        MERGE_WORKFLOW_ARN: this.merge.stateMachine.stateMachineArn,
        STORED_LIST_SECONDS: String(storedListSeconds),
        STORED_LIST_SIZE: String(storedListSize),
        HISTORY_SIZE: String(historySize),
        SIMILAR_USERS: String(comparesPeople(config)),
      },
    });
    if (comparesPeople(config)) {
      const { userData } = data;
      this.findSimilarUsers = new SimilarUserFinder(this, 'SimilarUsers', { buildFolder, userData }).handler;
    }
    this.reportFeedback = this.makeReportFeedback(buildFolder, data);
    this.runExperiments = new ExperimentRunner(this, 'Experiments', { buildFolder, data }).handler;
    this.compareModels = this.makeCompareModels(buildFolder, data, model);
    this.scoreCandidates = this.makeScoreCandidates(buildFolder, data, model);
    this.publishRecommendation = new BundledFunction(this, 'PublishRecommendation', {
      buildFolder,
      name: 'publish-recommendation',
      description: 'Pushes a list to the subscriptions of its user',
      memory: 512,
      timeout: 15,
      environment: { GRAPHQL_URL: this.api.graphqlUrl },
    });
    this.api.grantMutation(this.publishRecommendation, 'publishRecommendation');
    this.workflow = new RecommendationWorkflow(this, 'Workflow', {
      userData: data.userData,
      scoreCandidates: this.scoreCandidates,
      publishRecommendation: this.publishRecommendation,
      failures,
    });
    this.onInteraction = this.makeOnInteraction(buildFolder, data);
    this.interactionStream = new InteractionStream(this, 'InteractionStream', {
      table: data.userData,
      handler: this.onInteraction,
      failures,
    });
    this.operateDeployment = new DeploymentOperator(this, 'Operator', {
      buildFolder,
      api: this.api,
      data,
      endpoints: model.arnOf('endpoint'),
      endpointPrefix: model.prefix,
      failures,
      onInteraction: this.onInteraction,
      workflow: this.workflow.stateMachine,
      alarmPrefix,
    }).handler;
    const dataSources = makeDataSources(this, {
      api: this.api,
      data,
      functions: {
        ScoreCandidates: this.scoreCandidates,
        CompareModels: this.compareModels,
        OnInteraction: this.onInteraction,
        ReportFeedback: this.reportFeedback,
        RunExperiments: this.runExperiments,
        FindSimilarUsers: this.findSimilarUsers,
        OperateDeployment: this.operateDeployment,
        MergeUser: this.merge.mergeUser,
        Visitors: this.merge.identifyVisitor,
      },
      workflows: {
        Training: training.workflow.stateMachine,
        Batch: batch.workflow.stateMachine,
        Erasure: this.erasure.stateMachine,
        Merge: this.merge.stateMachine,
      },
    });
    new ApiResolvers(this, 'Resolvers', { api: this.api, buildFolder, dataSources });
    if (config.waf === 'true') {
      new Firewall(this, 'Firewall', { api: this.api, requestsPerAddress: config.wafRequestsPerAddress });
    }
    const backendRole = new BackendRole(this, 'BackendRole', { api: this.api });
    new CfnOutput(this, 'BackendRoleArn', { value: backendRole.roleArn });
    new CfnOutput(this, 'GraphqlApiId', { value: this.api.apiId });
    new CfnOutput(this, 'GraphqlUrl', { value: this.api.graphqlUrl });
    new CfnOutput(this, 'UserPoolId', { value: data.identity.userPool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: data.identity.client.userPoolClientId });
  }

  private makeScoreCandidates(buildFolder: string, data: DataStack, model: ModelStack): BundledFunction {
    const made = new BundledFunction(this, 'ScoreCandidates', {
      buildFolder,
      name: 'score-candidates',
      description:
        'Asks the model for a list, checks it against the catalogue, falls back when the model cannot answer',
      memory: 1024,
      // The longest time budget of a request is 10 seconds; AppSync gives up after 30.
      timeout: 20,
      environment: {
        ...this.#tables,
        MODELS_TABLE: data.models.tableName,
        FEEDBACK_TABLE: data.feedback.tableName,
        HISTORY_SIZE: String(historySize),
        COMPARE_MODELS_FUNCTION: this.compareModels.functionName,
      },
    });
    this.compareModels.grantInvoke(made);
    acknowledgeResource(made.role!, `${this.compareModels.functionArn}:*`, 'Versions of one function.');
    model.grantInvoke(made);
    grantTable(data.models, made, ['GetItem']);
    grantTable(data.feedback, made, ['GetItem']);
    grantTable(data.userData, made, ['Query', 'GetItem', 'PutItem']);
    grantTable(data.catalogue, made, ['BatchGetItem', 'GetItem', 'Scan']);
    grantTable(data.counters, made, ['GetItem', 'PutItem']);
    return made;
  }

  private makeCompareModels(buildFolder: string, data: DataStack, model: ModelStack): BundledFunction {
    const made = new BundledFunction(this, 'CompareModels', {
      buildFolder,
      name: 'compare-models',
      description: 'Tries a challenger in the shadow of the live model, and compares versions for administrators',
      memory: 512,
      timeout: 30,
      environment: {
        USER_DATA_TABLE: data.userData.tableName,
        MODELS_TABLE: data.models.tableName,
        HISTORY_SIZE: String(historySize),
      },
    });
    // A shadow that is late or lost is a pity and no more: the next request is as good.
    made.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
    model.grantInvoke(made);
    grantTable(data.models, made, ['GetItem']);
    grantTable(data.userData, made, ['Query']);
    return made;
  }

  private makeOnInteraction(buildFolder: string, data: DataStack): BundledFunction {
    const made = new BundledFunction(this, 'OnInteraction', {
      buildFolder,
      name: 'on-interaction',
      description: 'Counts trends and starts the workflow for users who listen',
      memory: 512,
      timeout: 60,
      environment: {
        ...this.#tables,
        FEEDBACK_TABLE: data.feedback.tableName,
        WORKFLOW_ARN: this.workflow.stateMachine.stateMachineArn,
        COUNTER_SHARDS: String(counterShards),
      },
    });
    grantTable(data.userData, made, ['BatchGetItem', 'Query', 'PutItem', 'UpdateItem']);
    grantTable(data.catalogue, made, ['BatchGetItem']);
    grantTable(data.counters, made, ['BatchWriteItem', 'GetItem', 'UpdateItem', 'Query']);
    grantTable(data.feedback, made, ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem']);
    this.workflow.stateMachine.grantStartExecution(made);
    return made;
  }

  private makeReportFeedback(buildFolder: string, data: DataStack): BundledFunction {
    const made = new BundledFunction(this, 'ReportFeedback', {
      buildFolder,
      name: 'report-feedback',
      description: 'Adds up what people did with lists, for administrators',
      memory: 512,
      timeout: 30,
      environment: { FEEDBACK_TABLE: data.feedback.tableName, CATALOGUE_TABLE: data.catalogue.tableName },
    });
    grantTable(data.feedback, made, ['GetItem', 'Query']);
    // How many items there are: no action on the items themselves.
    grantTable(data.catalogue, made, ['DescribeTable']);
    return made;
  }
}
