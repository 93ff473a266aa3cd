import type {
  DataReport as DataReportRow,
  JudgeVerdict as VerdictRow,
  Lineage,
  LiveRow,
  ModelVersionRow,
  RolloutObservation,
  TrainingRunRow,
} from '../../schema/contract/models.ts';
import type { HealthReport, ModelHealthRow } from '../../schema/contract/modelHealth.ts';
import { trainingStages } from '../../schema/contract/models.ts';
import type {
  DataReport,
  JudgeVerdict,
  LiveModel,
  ModelHealth,
  ModelVersion,
  TrainingRun,
} from '../../schema/generated/types.ts';

/** Rows of the models table as the API answers them. */

export function toLiveModel({ revision, champion, challenger, updatedAt, updatedBy }: LiveRow): LiveModel {
  return { revision, champion, challenger: challenger ?? null, updatedAt, updatedBy };
}

export function toModelHealth(row: ModelHealthRow): ModelHealth {
  const report = JSON.parse(row.report) as HealthReport;
  return {
    ...report,
    watchedUntil: row.watchedUntil,
    retrainingRunId: row.retrainingRunId ?? null,
    retrainingStartedAt: row.retrainingStartedAt ?? null,
  };
}

export function toModelVersion(row: ModelVersionRow): ModelVersion {
  const lineage = JSON.parse(row.lineage) as Lineage;
  return {
    modelVersion: row.modelVersion,
    status: row.status,
    createdAt: row.createdAt,
    endpointName: row.endpointName ?? null,
    retiredAt: row.retiredAt ?? null,
    artifact: row.artifact,
    verdict: toVerdict(row.verdict),
    lineage: { ...lineage, hyperparameters: JSON.stringify(lineage.hyperparameters) },
    reason: row.reason ?? null,
  };
}

export function toTrainingRun(row: TrainingRunRow): TrainingRun {
  return {
    runId: row.runId,
    status: row.status,
    trigger: row.trigger,
    requestedBy: row.requestedBy ?? null,
    startedAt: row.startedAt,
    endedAt: row.endedAt ?? null,
    reason: row.reason ?? null,
    stages: [...trainingStages].flatMap((stage) => {
      const startedAt = row.stages[stage];
      return startedAt ? [{ stage, startedAt }] : [];
    }),
    dataReport: toDataReport(row.dataReport),
    verdict: toVerdict(row.verdict),
    observations: row.observations ? (JSON.parse(row.observations) as RolloutObservation[]) : [],
    collectedUntil: row.collectedUntil ?? null,
    modelVersion: row.modelVersion ?? null,
  };
}

function toVerdict(json: string | undefined): JudgeVerdict | null {
  return json ? (JSON.parse(json) as VerdictRow) : null;
}

function toDataReport(json: string | undefined): DataReport | null {
  if (!json) return null;
  const report = JSON.parse(json) as DataReportRow;
  return {
    ...report,
    // Empty when there is nothing to train on.
    trainedUntil: report.trainedUntil || null,
    rejected: Object.entries(report.rejected).map(([reason, count]) => ({ reason, count })),
    eventTypes: Object.entries(report.eventTypes).map(([eventType, share]) => ({ eventType, share })),
  };
}
