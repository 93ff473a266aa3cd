import { ArnFormat, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { BaseDataSource, HttpDataSource } from 'aws-cdk-lib/aws-appsync';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { pipelineFunctions } from '../../resolvers/wiring.ts';
import type { DataSourceName } from '../../resolvers/wiring.ts';
import { counterShards, historySize, storedListSeconds, storedListSize } from '../../schema/contract/limits.ts';
import { acknowledgeResource } from '../constructs/acknowledge.ts';
import { ApiResolvers } from '../constructs/ApiResolvers.ts';
import { BundledFunction } from '../constructs/BundledFunction.ts';
import { ErasureWorkflow } from '../constructs/ErasureWorkflow.ts';
import { ExperimentRunner } from '../constructs/ExperimentRunner.ts';
import { FailureQueue } from '../constructs/FailureQueue.ts';
import { DeploymentOperator } from '../constructs/DeploymentOperator.ts';
import { MergeWorkflow } from '../constructs/MergeWorkflow.ts';
import { SimilarUserFinder } from '../constructs/SimilarUserFinder.ts';
import { InteractionStream } from '../constructs/InteractionStream.ts';
import { RecommendationApi } from '../constructs/RecommendationApi.ts';
import { RecommendationWorkflow } from '../constructs/RecommendationWorkflow.ts';
import { grantTable } from '../constructs/grantTable.ts';
import { TableDataSource } from '../constructs/TableDataSource.ts';
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
  /** Whether administrators may ask who is similar to whom. */
  comparesPeople: boolean;
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
    { buildFolder, data, model, training, batch, alarmPrefix, apiKeyExpires, comparesPeople, ...props }: ApiStackProps,
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
        SIMILAR_USERS: String(comparesPeople),
      },
    });
    if (comparesPeople) {
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
      data,
      endpoints: model.arnOf('endpoint'),
      failures,
      onInteraction: this.onInteraction,
      workflow: this.workflow.stateMachine,
      alarmPrefix,
    }).handler;
    this.wireResolvers(buildFolder, data, training, batch);
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

  /** Step Functions' API, by which requests start a workflow. */
  private makeWorkflowSource(name: string, stateMachine: StateMachine): HttpDataSource {
    const source = this.api.addHttpDataSource(name, `https://states.${this.region}.${this.urlSuffix}`, {
      name,
      authorizationConfig: { signingRegion: this.region, signingServiceName: 'states' },
    });
    stateMachine.grantStartExecution(source);
    return source;
  }

  /** Requests also see whether a training is at work. */
  private makeTrainingSource({ workflow }: TrainingStack): HttpDataSource {
    const source = this.makeWorkflowSource('Training', workflow.stateMachine);
    const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
    const { resourceName } = this.splitArn(workflow.stateMachine.stateMachineArn, arnFormat);
    const executions = this.formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${resourceName}:*`,
      arnFormat,
    });
    source.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['states:DescribeExecution'], resources: [executions] }),
    );
    acknowledgeResource(source, executions, 'Executions of one state machine.');
    return source;
  }

  /** Switched off, the resolver refuses before it asks, and there is nothing to ask. */
  private makeSimilarUsersSource(): BaseDataSource {
    const [id, options] = ['FindSimilarUsersSource', { name: 'FindSimilarUsers' }];
    if (!this.findSimilarUsers) return this.api.addNoneDataSource(id, options);
    const source = this.api.addLambdaDataSource(id, this.findSimilarUsers, options);
    acknowledgeResource(source, `${this.findSimilarUsers.functionArn}:*`, 'Versions of one function.');
    return source;
  }

  private wireResolvers(buildFolder: string, data: DataStack, training: TrainingStack, batch: BatchStack): void {
    const { api } = this;
    const tables: Partial<Record<DataSourceName, TableV2>> = {
      UserData: data.userData,
      Catalogue: data.catalogue,
      Counters: data.counters,
    };
    const dataSources = {
      UserData: new TableDataSource(this, 'UserData', {
        api,
        table: data.userData,
        // GetItem: when a condition fails, AppSync reads the row that is there.
        actions: ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'BatchGetItem'],
      }),
      Catalogue: new TableDataSource(this, 'Catalogue', {
        api,
        table: data.catalogue,
        actions: ['GetItem', 'UpdateItem', 'DeleteItem', 'Scan', 'BatchGetItem', 'BatchWriteItem'],
      }),
      Counters: new TableDataSource(this, 'Counters', { api, table: data.counters, actions: ['GetItem'] }),
      Models: new TableDataSource(this, 'Models', {
        api,
        table: data.models,
        // Parts of the transaction by which the live version changes are authorized as the writes that they are.
        actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
      }),
      Feedback: new TableDataSource(this, 'Feedback', {
        api,
        table: data.feedback,
        // The parts of the transaction that writes a placement, the clearing of marks, and the audit log.
        actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
      }),
      OnInteraction: api.addLambdaDataSource('OnInteractionSource', this.onInteraction, { name: 'OnInteraction' }),
      CompareModels: api.addLambdaDataSource('CompareModelsSource', this.compareModels, { name: 'CompareModels' }),
      Training: this.makeTrainingSource(training),
      Batch: this.makeWorkflowSource('Batch', batch.workflow.stateMachine),
      ReportFeedback: api.addLambdaDataSource('ReportFeedbackSource', this.reportFeedback, { name: 'ReportFeedback' }),
      RunExperiments: api.addLambdaDataSource('RunExperimentsSource', this.runExperiments, { name: 'RunExperiments' }),
      FindSimilarUsers: this.makeSimilarUsersSource(),
      Erasure: this.makeWorkflowSource('Erasure', this.erasure.stateMachine),
      OperateDeployment: api.addLambdaDataSource('OperateDeploymentSource', this.operateDeployment, {
        name: 'OperateDeployment',
      }),
      Merge: this.makeWorkflowSource('Merge', this.merge.stateMachine),
      MergeUser: api.addLambdaDataSource('MergeUserSource', this.merge.mergeUser, { name: 'MergeUser' }),
      Visitors: api.addLambdaDataSource('VisitorsSource', this.merge.identifyVisitor, { name: 'Visitors' }),
      ScoreCandidates: api.addLambdaDataSource('ScoreCandidatesSource', this.scoreCandidates, {
        name: 'ScoreCandidates',
      }),
    };
    for (const [source, { functionArn }] of [
      [dataSources.ScoreCandidates, this.scoreCandidates],
      [dataSources.CompareModels, this.compareModels],
      [dataSources.OnInteraction, this.onInteraction],
      [dataSources.ReportFeedback, this.reportFeedback],
      [dataSources.RunExperiments, this.runExperiments],
      [dataSources.OperateDeployment, this.operateDeployment],
      [dataSources.MergeUser, this.merge.mergeUser],
      [dataSources.Visitors, this.merge.identifyVisitor],
    ] as const) {
      acknowledgeResource(source, `${functionArn}:*`, 'Versions of one function.');
    }
    for (const { dataSource, alsoReads = [] } of Object.values(pipelineFunctions)) {
      const source = dataSources[dataSource];
      for (const other of alsoReads) {
        const table = tables[other];
        if (table && source instanceof TableDataSource) source.mayUse(table, ['BatchGetItem']);
      }
    }
    new ApiResolvers(this, 'Resolvers', { api, buildFolder, dataSources });
  }
}
