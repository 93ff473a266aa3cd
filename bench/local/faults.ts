import { Random } from '../../data/demo/Random.ts';
import { startDynamoDBEngine } from '../../emulator/dynamodb/index.ts';
import type { EndpointProcess } from '../../emulator/index.ts';
import { FaultProxy } from '../../test/helpers/FaultProxy.ts';

export type FaultName = 'slow-model' | 'throttled-table';

export interface Fault {
  strike(isStruck: boolean): void;
}

/** Of writes that are refused while the tables are throttled. */
const throttledShare = 0.5;
/** How long the model stands still, and how long it goes on, in turn. Milliseconds; less than what its supervisor bears. */
const [stillness, going] = [450, 50];

/** A database that refuses half of the writes while it is struck, as one does whose partition is too hot. */
export async function throttledTables(
  stateFolder: string,
  seed: number,
): Promise<Fault & { url: string; stop(): Promise<void> }> {
  const engine = await startDynamoDBEngine('dynoxide', stateFolder);
  const random = new Random(seed);
  const proxy = await FaultProxy.start(engine.endpoint, () => random.next(), ['THROTTLED']);
  return {
    url: proxy.url,
    strike: (isStruck) => void (proxy.share = isStruck ? throttledShare : 0),
    stop: async () => {
      await proxy.stop();
      await engine.stop();
    },
  };
}

/** A model that gets a tenth of its time while it is struck. */
export function slowModel(model: EndpointProcess): Fault {
  let timer: NodeJS.Timeout | undefined;
  const signal = (name: 'SIGSTOP' | 'SIGCONT'): void => {
    if (model.pid !== undefined) process.kill(model.pid, name);
  };
  const stand = (): void => {
    signal('SIGSTOP');
    timer = setTimeout(go, stillness);
  };
  const go = (): void => {
    signal('SIGCONT');
    timer = setTimeout(stand, going);
  };
  return {
    strike: (isStruck) => {
      clearTimeout(timer);
      timer = undefined;
      if (isStruck) stand();
      else signal('SIGCONT');
    },
  };
}
