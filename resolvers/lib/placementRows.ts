import type {
  PlacementRow,
  PlacementSettings as StoredSettings,
  RunningExperiment,
} from '../../schema/contract/feedback.ts';
import type { Placement, PlacementSettings } from '../../schema/generated/types.ts';

/** What the steps of `putPlacement` and `deletePlacement` share. */
export interface PlacementStash {
  placement: string;
  /** The revision that the caller saw; null when there was none. */
  seenRevision: number | null;
  /** What is to apply; null when nothing is to. */
  settings: StoredSettings | null;
  /** The row as it is, and then what is answered. */
  row?: PlacementRow | null;
}

/** A row as the API answers it. */
export function toPlacement({
  placement,
  revision,
  settings,
  experiment,
  updatedAt,
  updatedBy,
}: PlacementRow): Placement {
  const running = experiment ? (JSON.parse(experiment) as RunningExperiment) : null;
  return {
    placement,
    revision,
    settings: toSettings(JSON.parse(settings) as StoredSettings),
    experimentId: running?.experimentId ?? null,
    updatedAt,
    updatedBy,
  };
}

/** The settings of a placement, or of a variant, as the API answers them. */
export function toSettings(settings: StoredSettings): PlacementSettings {
  // AWSJSON is answered as the value that it stands for: who writes it down once more is the API.
  return { ...settings, filter: settings.filter ? JSON.parse(settings.filter) : null } as PlacementSettings;
}
