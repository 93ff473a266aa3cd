import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { BaseDataSource, GraphqlApi, HttpDataSource } from 'aws-cdk-lib/aws-appsync';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { pipelineFunctions } from '../../resolvers/wiring.ts';
import type { DataSourceName } from '../../resolvers/wiring.ts';
import { acknowledgeResource } from './acknowledge.ts';
import { TableDataSource } from './TableDataSource.ts';

type FunctionSource =
  | 'ScoreCandidates'
  | 'CompareModels'
  | 'OnInteraction'
  | 'ReportFeedback'
  | 'RunExperiments'
  | 'OperateDeployment'
  | 'MergeUser'
  | 'Visitors';

export interface DataSourcesProps {
  api: GraphqlApi;
  data: Record<'userData' | 'catalogue' | 'counters' | 'models' | 'feedback', TableV2>;
  functions: Record<FunctionSource, IFunction> & {
    /** Only where it is switched on. */
    FindSimilarUsers?: IFunction;
  };
  /** Those that requests start. */
  workflows: Record<'Training' | 'Batch' | 'Erasure' | 'Merge', StateMachine>;
}

/** What resolvers ask, each with the rights that its resolvers use. */
export function makeDataSources(scope: Construct, props: DataSourcesProps): Record<DataSourceName, BaseDataSource> {
  const { api, data, functions, workflows } = props;
  const tables: Partial<Record<DataSourceName, TableV2>> = {
    UserData: data.userData,
    Catalogue: data.catalogue,
    Counters: data.counters,
  };
  const ofFunction = (name: FunctionSource | 'FindSimilarUsers'): BaseDataSource => {
    const [id, asked] = [`${name}Source`, functions[name]];
    // Switched off, the resolver refuses before it asks, and there is nothing to ask.
    if (asked === undefined) return api.addNoneDataSource(id, { name });
    const source = api.addLambdaDataSource(id, asked, { name });
    acknowledgeResource(source, `${asked.functionArn}:*`, 'Versions of one function.');
    return source;
  };
  const dataSources = {
    UserData: new TableDataSource(scope, 'UserData', {
      api,
      table: data.userData,
      // GetItem: when a condition fails, AppSync reads the row that is there.
      actions: ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'BatchGetItem', 'BatchWriteItem'],
    }),
    Catalogue: new TableDataSource(scope, 'Catalogue', {
      api,
      table: data.catalogue,
      actions: ['GetItem', 'UpdateItem', 'DeleteItem', 'Scan', 'BatchGetItem', 'BatchWriteItem'],
    }),
    Counters: new TableDataSource(scope, 'Counters', { api, table: data.counters, actions: ['GetItem'] }),
    Models: new TableDataSource(scope, 'Models', {
      api,
      table: data.models,
      // Parts of the transaction by which the live version changes are authorized as the writes that they are.
      actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
    }),
    Feedback: new TableDataSource(scope, 'Feedback', {
      api,
      table: data.feedback,
      // The parts of the transaction that writes a placement, the clearing of marks, and the audit log.
      actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
    }),
    OnInteraction: ofFunction('OnInteraction'),
    CompareModels: ofFunction('CompareModels'),
    Training: makeTrainingSource(api, workflows.Training),
    Batch: makeWorkflowSource(api, 'Batch', workflows.Batch),
    ReportFeedback: ofFunction('ReportFeedback'),
    RunExperiments: ofFunction('RunExperiments'),
    FindSimilarUsers: ofFunction('FindSimilarUsers'),
    Erasure: makeWorkflowSource(api, 'Erasure', workflows.Erasure),
    OperateDeployment: ofFunction('OperateDeployment'),
    Merge: makeWorkflowSource(api, 'Merge', workflows.Merge),
    MergeUser: ofFunction('MergeUser'),
    Visitors: ofFunction('Visitors'),
    ScoreCandidates: ofFunction('ScoreCandidates'),
  };
  for (const { dataSource, alsoReads = [] } of Object.values(pipelineFunctions)) {
    const source = dataSources[dataSource];
    for (const other of alsoReads) {
      const table = tables[other];
      if (table && source instanceof TableDataSource) source.mayUse(table, ['BatchGetItem']);
    }
  }
  return dataSources;
}

/** Step Functions' API, by which requests start a workflow. */
function makeWorkflowSource(api: GraphqlApi, name: string, stateMachine: StateMachine): HttpDataSource {
  const { region, urlSuffix } = Stack.of(api);
  const source = api.addHttpDataSource(name, `https://states.${region}.${urlSuffix}`, {
    name,
    authorizationConfig: { signingRegion: region, signingServiceName: 'states' },
  });
  stateMachine.grantStartExecution(source);
  return source;
}

/** Requests also see whether a training is at work. */
function makeTrainingSource(api: GraphqlApi, stateMachine: StateMachine): HttpDataSource {
  const source = makeWorkflowSource(api, 'Training', stateMachine);
  const stack = Stack.of(api);
  const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
  const { resourceName } = stack.splitArn(stateMachine.stateMachineArn, arnFormat);
  const executions = stack.formatArn({
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
