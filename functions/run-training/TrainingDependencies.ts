import type { DriftReport, TrainingSettings } from '../../schema/contract/models.ts';
import type { AskEndpoint } from '../shared/createModelClient.ts';
import type { ReadVersionMetrics } from './createMetricsReader.ts';
import type { JobPlaces } from './jobs.ts';
import type { TrainingRows } from './TrainingRows.ts';
import type { TrainingArchive } from './TrainingArchive.ts';

/** What the steps of a training work with. */
export interface TrainingDependencies {
  rows: TrainingRows;
  archive: TrainingArchive;
  places: JobPlaces;
  /** ARNs of the tables that are exported. */
  userDataTable: string;
  catalogueTable: string;
  /** URI of the model's image. */
  image: string;
  /** The deployment's. */
  defaults: TrainingSettings;
  /** Interactions from which Spark fits what grows with them; 0 for never. */
  sparkFrom: number;
  /** How long ago a run's interactions end, in seconds: DynamoDB exports what is a few minutes old. */
  exportMarginSeconds: number;
  /** Whether an execution of the workflow is still at work. */
  isRunning: (executionArn: string) => Promise<boolean>;
  /** About how many rows a table has, by its ARN: DynamoDB counts every few hours. */
  countRows: (tableArn: string) => Promise<number>;
  /** Told when what people do has changed more than it used to. */
  onDrift: (drift: DriftReport) => void;
  /** Told of what went wrong beside the training. */
  onTrouble: (what: string, cause: unknown) => void;
  askEndpoint: AskEndpoint;
  readMetrics: ReadVersionMetrics;
  /** Pauses, in milliseconds. */
  sleep: (milliseconds: number) => Promise<void>;
  makeKey: () => Uint8Array;
  /** Milliseconds since 1970. */
  clock: () => number;
}
