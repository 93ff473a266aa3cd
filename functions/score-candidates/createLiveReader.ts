import type { LiveRow } from '../../schema/contract/models.ts';

/** How long what was read is taken for true: so long may a promotion, or a way back, take to show. */
const freshMilliseconds = 5_000;
/** How long an answer waits for a newer row when there is an older one at hand. */
const patience = 100;

/**
 * Reads which versions are live, at most every five seconds. While the table cannot be read what was read last stays true,
 * so that the models go on answering without it.
 * @param read the row; undefined when there is none
 * @param clock milliseconds since 1970
 * @returns a function that throws only if the table was never read
 */
export function createLiveReader(
  read: () => Promise<LiveRow | undefined>,
  clock: () => number,
  onTrouble: (what: string, cause: unknown) => void,
): () => Promise<LiveRow | undefined> {
  let known: { row: LiveRow | undefined } | undefined;
  let freshUntil = 0;
  let reading: Promise<void> | undefined;

  const refresh = async (): Promise<void> => {
    try {
      known = { row: await read() };
    } catch (error) {
      if (!known) throw error;
      onTrouble('Which versions are live could not be read again', error);
    } finally {
      freshUntil = clock() + freshMilliseconds;
      reading = undefined;
    }
  };
  return async () => {
    if (!known) {
      await (reading ??= refresh());
    } else if (clock() >= freshUntil) {
      reading ??= refresh();
      await soon(reading);
    }
    return known?.row;
  };
}

/** Waits for a promise, but not for long. */
async function soon(promise: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([promise, late]);
  clearTimeout(timer);
}
