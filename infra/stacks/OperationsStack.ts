import { Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { makeAlarms } from '../operations/AlarmRule.ts';
import { AlarmTopic } from '../operations/AlarmTopic.ts';
import { apiAlarms } from '../operations/apiAlarms.ts';
import { experimentAlarms } from '../operations/experimentAlarms.ts';
import { functionAlarms } from '../operations/functionAlarms.ts';
import { interactionAlarms } from '../operations/interactionAlarms.ts';
import { modelAlarms } from '../operations/modelAlarms.ts';
import { OperationsDashboard } from '../operations/OperationsDashboard.ts';
import { throttleAlarms } from '../operations/throttleAlarms.ts';
import { workflowAlarms } from '../operations/workflowAlarms.ts';
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
  apiKeyExpires: Date;
}

/** Alarms on what people would notice, and one dashboard. */
export class OperationsStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { data, training, batch, api, prefix, alarmEmail, apiKeyExpires, ...props }: OperationsStackProps,
  ) {
    super(scope, id, { ...props, description: 'recsync: alarms and dashboard' });
    const topic = new AlarmTopic(this, 'Alarms', { encryptionKey: data.encryptionKey, email: alarmEmail });
    const { apiId } = api.api;
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
    const workflows = {
      push: api.workflow.stateMachine,
      erasure: api.erasure.stateMachine,
      merge: api.merge.stateMachine,
      training: training.workflow.stateMachine,
      batch: batch.workflow.stateMachine,
    };
    makeAlarms(this, topic, {
      ...apiAlarms({ apiId, keyExpires: apiKeyExpires, clock: api.runExperiments }),
      ...interactionAlarms({ onInteraction: api.onInteraction, failures: api.interactionStream.failures }),
      ...workflowAlarms(workflows),
      ...modelAlarms({ withSpark: training.spark !== undefined }),
      ...experimentAlarms(),
      ...throttleAlarms({
        data,
        scoreCandidates: api.scoreCandidates,
        identifyVisitor: api.merge.identifyVisitor,
      }),
      ...functionAlarms(functions),
    });
    new OperationsDashboard(this, 'Dashboard', {
      apiId,
      prefix,
      functions: Object.values(functions),
      onInteraction: api.onInteraction,
      workflows,
      userData: data.userData,
    });
  }
}
