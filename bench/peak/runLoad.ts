import { setTimeout as sleep } from 'node:timers/promises';
import { RealtimeClient } from '../../test/helpers/RealtimeClient.ts';
import { operationDocuments } from '../operations/operationDocuments.ts';
import type { BenchTarget } from '../local/BenchTarget.ts';
import type { Observation, PeakRun, ProcessorSample, Push } from './Observation.ts';
import { OpenClient } from './OpenClient.ts';
import { pushDelays } from './pushDelays.ts';
import { lengthOf, phaseAt } from './planLoad.ts';
import type { LoadShape, Phase, PlannedRequest } from './planLoad.ts';

export interface LoadOptions {
  shape: LoadShape;
  planned: PlannedRequest[];
  maxLatencyMs: number;
  /** Before the ids of events, so that two loads on one cloud have their own. */
  name: string;
  itemIds: string[];
  /** How many of the users listen, from the first. */
  listeners: number;
  /** How long to wait for pushes after the last answer. Seconds. */
  patience: number;
  /** Told when a phase begins. */
  onPhase?(phase: Phase, peak: number): void;
  /** Read each second: processor seconds so far of the cloud, and of whatever else the machine does. */
  readProcessors?(): Omit<ProcessorSample, 'at'>;
}

const longest = 2 ** 31 - 1;
/** How long the cloud is watched before the load. */
const idleSeconds = 5;

/** Sends the planned requests at their times, listens, and notes what comes back. */
export async function runLoad(target: BenchTarget, options: LoadOptions): Promise<PeakRun> {
  const { shape, planned, patience, onPhase } = options;
  const client = new OpenClient(target.graphqlUrl);
  const listening = target.users.slice(0, options.listeners);
  const pushes: Push[] = [];
  let startedAt = performance.now();
  const now = (): number => (performance.now() - startedAt) / 1000;
  const clients = await Promise.all(listening.map((user) => listen(target, user, (push) => pushes.push(push), now)));
  const processor: PeakRun['processor'] = [];
  const idleShare = await measureIdle(options.readProcessors);
  startedAt = performance.now();
  const sample = (): void => {
    const read = options.readProcessors?.();
    if (read) processor.push({ at: now(), ...read });
  };
  sample();
  const timer = setInterval(sample, 1000);

  const pending: Promise<Observation>[] = [];
  let last = '';
  for (const request of planned) {
    const wait = request.at - now();
    if (wait > 0) await sleep(wait * 1000);
    const { phase, peak } = phaseAt(shape, request.at);
    if (`${phase}${peak}` !== last) onPhase?.(phase, peak);
    last = `${phase}${peak}`;
    pending.push(send(client, target, options, request, pending.length, now));
  }
  const observations = await Promise.all(pending);
  // The last calm counts whole, with the seconds that come after its last request.
  await sleep(Math.max(0, lengthOf(shape) - now()) * 1000);
  const run = { observations, pushes, processor, idleShare, listeners: new Set(listening.map(({ userId }) => userId)) };
  const deadline = now() + patience;
  while (now() < deadline && pushDelays(run).some(({ pushedAt }) => pushedAt === undefined)) await sleep(200);
  const endedAt = now();
  clearInterval(timer);
  sample();
  clients.forEach((one) => one.close());
  client.close();
  return { ...run, endedAt, listed: await listInteractions(target) };
}

async function measureIdle(readProcessors: LoadOptions['readProcessors']): Promise<number | undefined> {
  if (!readProcessors) return undefined;
  const { processorSeconds: before } = readProcessors();
  await sleep(idleSeconds * 1000);
  return (readProcessors().processorSeconds - before) / idleSeconds;
}

async function send(
  client: OpenClient,
  { apiKey, users }: BenchTarget,
  { name, maxLatencyMs, itemIds }: LoadOptions,
  planned: PlannedRequest,
  count: number,
  now: () => number,
): Promise<Observation> {
  const { userId, token } = users[planned.user % users.length];
  const itemId = itemIds[planned.item % itemIds.length];
  const { item, similar, popular, recommend, record } = operationDocuments;
  const eventId = `${name}-${count}`;
  const input = { itemId, eventType: planned.eventType, eventId, timestamp: new Date().toISOString() };
  const calls = {
    item: () => client.post({ apiKey }, item, { itemId }),
    similar: () => client.post({ apiKey }, similar, { itemId }),
    popular: () => client.post({ apiKey }, popular),
    list: () => client.post({ token }, recommend, { maxLatencyMs }),
    record: () => client.post({ token }, record, { input }),
  };
  const sentAt = now();
  const { data, error } = await calls[planned.kind]();
  const observation: Observation = { planned, userId, sentAt, answeredAt: now(), error };
  if (data?.recommendations) {
    const { userId: ownerId, degraded, degradedReason } = data.recommendations;
    observation.list = { ownerId, degraded, degradedReason };
  }
  if (data?.recordInteraction) observation.recorded = data.recordInteraction;
  return observation;
}

async function listen(
  { realtimeUrl }: BenchTarget,
  { userId, token }: BenchTarget['users'][number],
  onPush: (push: Push) => void,
  now: () => number,
): Promise<RealtimeClient> {
  interface Pushed {
    onRecommendation: { userId: string | null; basedOn: string | null; degraded: boolean };
  }
  const client = await RealtimeClient.connect(realtimeUrl, { token });
  const answer = await client.subscribe('home', operationDocuments.listen, { userId });
  if (answer.type !== 'start_ack') throw new Error(`The subscription was refused: ${JSON.stringify(answer)}`);
  const hear = async (): Promise<never> => {
    for (;;) {
      const { onRecommendation: list } = await client.nextData<Pushed>('home', longest);
      onPush({ listenerId: userId, receivedAt: now(), ownerId: list.userId, ...list });
    }
  };
  // It ends when the client is closed.
  hear().catch(() => undefined);
  return client;
}

const listQuery = `query ($nextToken: String) {
  interactions(limit: 100, nextToken: $nextToken) { items { eventId } nextToken }
}`;

/** What the API lists of each user that this load may have recorded. */
async function listInteractions({ graphqlUrl, users }: BenchTarget): Promise<Map<string, string[]>> {
  const client = new OpenClient(graphqlUrl);
  const listed = new Map<string, string[]>();
  for (const { userId, token } of users) {
    const ids: string[] = [];
    let nextToken: string | null = null;
    do {
      const { data, error } = await client.post({ token }, listQuery, { nextToken });
      if (!data?.interactions) throw new Error(`The interactions of ${userId} cannot be listed: ${error}`);
      const page: { items: { eventId: string }[]; nextToken: string | null } = data.interactions;
      ids.push(...page.items.map(({ eventId }) => eventId));
      nextToken = page.nextToken;
    } while (nextToken !== null);
    listed.set(userId, ids);
  }
  client.close();
  return listed;
}
