import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { placementMetrics } from '../../schema/contract/metrics.ts';
import { versionMetrics } from '../../schema/contract/models.ts';
import type { ApiStack } from './ApiStack.ts';
import type { BatchStack } from './BatchStack.ts';
import type { DataStack } from './DataStack.ts';
import type { TrainingStack } from './TrainingStack.ts';

export interface OperationsStackProps extends StackProps {
  data: DataStack;
  training: TrainingStack;
  batch: BatchStack;
  api: ApiStack;
  /** What the names of endpoints begin with. */
  prefix: string;
  /** Empty for nobody. */
  alarmEmail: string;
}

interface AlarmRule {
  metric: Metric;
  threshold: number;
  /** How many five-minute periods in a row. */
  periods?: number;
  /** What it means and what to do. */
  description: string;
}

const period = Duration.minutes(5);

/** Alarms on what people would notice, and one dashboard. */
export class OperationsStack extends Stack {
  readonly #topic: Topic;

  constructor(
    scope: Construct,
    id: string,
    { data, training, batch, api, prefix, alarmEmail, ...props }: OperationsStackProps,
  ) {
    super(scope, id, { ...props, description: 'recsync: alarms and dashboard' });
    this.#topic = this.makeTopic(data);
    if (alarmEmail) this.#topic.addSubscription(new EmailSubscription(alarmEmail));

    const appsync = (name: string, statistic: string): Metric =>
      new Metric({
        namespace: 'AWS/AppSync',
        metricName: name,
        dimensionsMap: { GraphQLAPIId: api.api.apiId },
        statistic,
        period,
      });
    // Endpoints come and go with the versions of the model: a search finds those that there are.
    const sageMaker = (name: string, statistic: string): MathExpression =>
      new MathExpression({
        expression: `SEARCH('{AWS/SageMaker,EndpointName,VariantName} MetricName="${name}" EndpointName="${prefix}-"', '${statistic}', ${period.toSeconds()})`,
        label: '',
        period,
      });
    // Placements are named by those who ask for lists.
    const byPlacement = (name: string): MathExpression =>
      new MathExpression({
        expression: `SEARCH('{recsync,${placementMetrics.dimension}} MetricName="${name}"', 'Sum', ${period.toSeconds()})`,
        label: '',
        period,
      });
    const own = (metricName: string, service: string, over = period): Metric =>
      new Metric({ namespace: 'recsync', metricName, dimensionsMap: { service }, statistic: 'Sum', period: over });
    const rules: Record<string, AlarmRule> = {
      ApiServerErrors: {
        metric: appsync('5XXError', 'Sum'),
        threshold: 5,
        description: 'The API fails: look into its log group and the traces.',
      },
      ApiLatency: {
        metric: appsync('Latency', 'p99'),
        threshold: 3000,
        periods: 3,
        description: 'Answers are slow (ms): compare the latency of score-candidates and of the endpoint.',
      },
      StreamAge: {
        metric: api.onInteraction.metric('IteratorAge', { statistic: 'Maximum', period }),
        threshold: 60_000,
        description: 'Interactions wait over a minute (ms) before they count: on-interaction fails or is throttled.',
      },
      StreamFailures: {
        metric: api.interactionStream.failures.metricApproximateNumberOfMessagesVisible({ period }),
        threshold: 1,
        description:
          'Interactions or pushes were given up: each message of the queue holds the record and the reason. Correct the cause and send them again.',
      },
      WorkflowFailures: {
        metric: api.workflow.stateMachine.metricFailed({ period }),
        threshold: 5,
        description: 'Pushes fail: the log group of the workflow says in which step.',
      },
      ErasureFailures: {
        metric: api.erasure.stateMachine.metricFailed({ period }),
        threshold: 1,
        description:
          'The data of somebody were not erased: correct what erase-user logs, and send deleteUserData again.',
      },
      MergeFailures: {
        metric: api.merge.stateMachine.metricFailed({ period }),
        threshold: 1,
        description: 'A merge was not ended: correct what merge-user logs, and send mergeUser or undoMerge again.',
      },
      ModelErrors: {
        metric: own(versionMetrics.errors, 'score-candidates'),
        threshold: 5,
        description: 'The model fails, lists are degraded: look into the log group of its endpoint.',
      },
      TrainingFailures: {
        metric: own('TrainingsFailed', 'run-training'),
        threshold: 1,
        description: 'A training failed, or its data were refused, and the old model goes on: trainingRuns says why.',
      },
      BatchFailures: {
        metric: own('BatchesFailed', 'run-batch'),
        threshold: 1,
        description: 'Lists in bulk were not made: batchRecommendations says why.',
      },
      Anomalies: {
        metric: own('AnomaliesMarked', 'on-interaction'),
        threshold: 1,
        description:
          'Somebody does what people do not do; it counts for nothing. The query anomalies says who and why, clearAnomaly takes it back.',
      },
      DataDrift: {
        metric: own('DataDrifted', 'run-training'),
        threshold: 1,
        description:
          'What people do has changed more than it used to: trainingRuns says what. A training follows by itself.',
      },
      ModelDrift: {
        // It is looked at each hour: a drift is one alarm for as long as it lasts.
        metric: own('ModelDrifted', 'watch-model', Duration.hours(1)),
        threshold: 1,
        description:
          'What lists are like, or what becomes of them, has changed more than it used to: modelHealth says what. A training follows by itself.',
      },
      ExperimentsStopped: {
        metric: own('ExperimentsStopped', 'run-experiments'),
        threshold: 1,
        description: 'An experiment stopped by itself because a guard was broken: experimentResults says which.',
      },
      ExperimentsDecided: {
        metric: own('ExperimentsDecided', 'run-experiments'),
        threshold: 1,
        description: 'A running experiment has told a variant from the control: experimentResults says which. End it.',
      },
      ExperimentsFailed: {
        metric: own('ExperimentsFailed', 'run-experiments'),
        threshold: 3,
        description: 'A running experiment cannot be brought up to date: look into the log group of run-experiments.',
      },
    };
    const functions = {
      WatchModel: training.watchModel,
      ScoreCandidates: api.scoreCandidates,
      OnInteraction: api.onInteraction,
      PublishRecommendation: api.publishRecommendation,
      CompareModels: api.compareModels,
      ReportFeedback: api.reportFeedback,
      ...(api.findSimilarUsers ? { FindSimilarUsers: api.findSimilarUsers } : {}),
      RunExperiments: api.runExperiments,
      RunTraining: training.runTraining,
      RunBatch: batch.runBatch,
      EraseUser: api.erasure.eraseUser,
      OperateDeployment: api.operateDeployment,
      MergeUser: api.merge.mergeUser,
      IdentifyVisitor: api.merge.identifyVisitor,
    };
    for (const [name, made] of Object.entries(functions)) {
      rules[`${name}Errors`] = {
        metric: made.metricErrors({ period }),
        threshold: 3,
        description: `${made.functionName} fails: look into its log group.`,
      };
    }
    for (const [name, rule] of Object.entries(rules)) this.makeAlarm(name, rule);
    const widget = (title: string, ...left: IMetric[]): GraphWidget => new GraphWidget({ title, left, width: 12 });
    new Dashboard(this, 'Dashboard', {
      widgets: [
        [
          widget(
            'API: requests and errors',
            appsync('Requests', 'Sum'),
            appsync('4XXError', 'Sum'),
            appsync('5XXError', 'Sum'),
          ),
          widget('API: latency', appsync('Latency', 'p50'), appsync('Latency', 'p99')),
        ],
        [
          widget(
            'Model: invocations and errors',
            sageMaker('Invocations', 'Sum'),
            sageMaker('Invocation5XXErrors', 'Sum'),
          ),
          widget(
            'Model: latency (µs)',
            sageMaker('ModelLatency', 'p50'),
            sageMaker('ModelLatency', 'p99'),
            sageMaker('ModelSetupTime', 'Maximum'),
          ),
        ],
        [
          widget(
            'Functions: duration',
            ...Object.values(functions).map((made) => made.metricDuration({ statistic: 'p99', period })),
          ),
          widget(
            'Real-time path: age of interactions',
            api.onInteraction.metric('IteratorAge', { statistic: 'Maximum', period }),
          ),
        ],
        [
          widget(
            'Lists: impressions and clicks by placement',
            byPlacement(placementMetrics.impressions),
            byPlacement(placementMetrics.clicks),
          ),
          widget(
            'Lists: carts, purchases and revenue by placement',
            byPlacement(placementMetrics.carts),
            byPlacement(placementMetrics.purchases),
            byPlacement(placementMetrics.revenue),
          ),
        ],
        [
          widget(
            'Workflows',
            api.workflow.stateMachine.metricStarted({ period }),
            api.workflow.stateMachine.metricFailed({ period }),
            training.workflow.stateMachine.metricSucceeded({ period }),
            training.workflow.stateMachine.metricFailed({ period }),
          ),
          widget(
            'User data: consumed',
            data.userData.metricConsumedReadCapacityUnits({ period }),
            data.userData.metricConsumedWriteCapacityUnits({ period }),
          ),
        ],
      ],
    });
  }

  /** A topic that CloudWatch may publish to, and whose key it may use. */
  private makeTopic({ encryptionKey }: DataStack): Topic {
    const topic = new Topic(this, 'Alarms', { masterKey: encryptionKey, enforceSSL: true });
    const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com');
    const alarms = this.formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    // The policy that `enforceSSL` makes takes the place of SNS's own, which lets the account's alarms publish:
    // https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { ArnLike: { 'aws:SourceArn': alarms } },
      }),
    );
    // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html (event sources from AWS services)
    encryptionKey.grant(cloudWatch, 'kms:Decrypt', 'kms:GenerateDataKey*');
    return topic;
  }

  private makeAlarm(name: string, { metric, threshold, periods = 1, description }: AlarmRule): void {
    const alarm = new Alarm(this, name, {
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // No traffic is no trouble.
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: description,
    });
    alarm.addAlarmAction(new SnsAction(this.#topic));
  }
}
