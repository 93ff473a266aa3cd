import { Supervisor, type ChildProcess, type HealthCheck } from '../processes/index.ts';

/** A running DynamoDB. */
export interface DynamoDBEngine {
  name: string;
  /** Answers whoever reaches it: for this process alone, others go by `openEngineDoor`. */
  endpoint: string;
  /** Of the process that answers now, for tests that stop it; undefined for one that somebody else runs. */
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

export interface EngineOptions {
  /** Data lie here; the same folder gives the same data. */
  folder: string;
  logFile: string;
  /** Told in one line when the engine had to be started again. */
  log(line: string): void;
  /** How an engine that hangs is noticed. */
  health?: Partial<HealthCheck>;
}

/** Whether a DynamoDB endpoint answers at all: any HTTP answer will do. */
export const isAnswering = async (endpoint: string, signal = AbortSignal.timeout(1000)): Promise<boolean> => {
  const response = await fetch(endpoint, { signal });
  await response.arrayBuffer();
  return true;
};

/**
 * Starts an engine as a process that is started again, on the same data and at the same address, when it ended or
 * hangs: clients only have to connect anew.
 * @param patience milliseconds that its start may take
 */
export async function superviseEngine(
  engine: { name: string; endpoint: string; patience: number; spawn(): ChildProcess },
  { log, health }: Pick<EngineOptions, 'log' | 'health'>,
): Promise<DynamoDBEngine> {
  const { name, endpoint, patience, spawn } = engine;
  const supervisor = new Supervisor({
    name: `the DynamoDB engine ${name}`,
    launch: async () => {
      const child = spawn();
      await child.waitUntil(() => isAnswering(endpoint), patience);
      return { child, isHealthy: (signal) => isAnswering(endpoint, signal) };
    },
    log,
    // A long write holds up every other request.
    health: { patience: 10_000, ...health },
  });
  await supervisor.start();
  return {
    name,
    endpoint,
    get pid() {
      return supervisor.running?.child.pid;
    },
    stop: () => supervisor.stop(),
  };
}
