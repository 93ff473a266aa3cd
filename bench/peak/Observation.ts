import type { PlannedRequest } from './planLoad.ts';

/** What became of a request. Times are seconds from the start of the load. */
export interface Observation {
  planned: PlannedRequest;
  userId: string;
  /** When it was sent: later than planned only if the client itself was busy. */
  sentAt: number;
  answeredAt: number;
  /** Of the answer's first error, or what the connection said. */
  error?: string;
  /** Of a list. */
  list?: { ownerId: string | null; degraded: boolean; degradedReason: string | null };
  /** Of an interaction that was acknowledged. */
  recorded?: { eventId: string; recordedAt: string };
}

/** A list that was pushed to a listener. */
export interface Push {
  listenerId: string;
  receivedAt: number;
  ownerId: string | null;
  basedOn: string | null;
  degraded: boolean;
}

/** Processor seconds so far, over all processes of the cloud. */
export interface ProcessorSample {
  at: number;
  processorSeconds: number;
  /** Of everything else on the machine that is neither the cloud nor the client. */
  othersSeconds: number;
}

export interface PeakRun {
  observations: Observation[];
  pushes: Push[];
  processor: ProcessorSample[];
  /** Processor seconds a second that the cloud took before the load. */
  idleShare?: number;
  /** Every event id that the API lists after the run, by user, as often as it lists it. */
  listed: Map<string, string[]>;
  /** Users who listened. */
  listeners: Set<string>;
  /** Between the last answer and the end of the waiting for pushes. */
  endedAt: number;
}
