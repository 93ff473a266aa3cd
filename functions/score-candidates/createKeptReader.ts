/** How long an answer waits for a newer row when there is one at hand that was fresh a moment ago. */
const patience = 100;
/** How long a moment is. An instance that was frozen for an hour knows a row that may have been changed since. */
const momentMilliseconds = 1_000;
/** How long an answer waits when the row at hand is older. */
const patienceWithOld = 1_000;

interface Reading {
  /** Milliseconds since 1970. */
  began: number;
  done: Promise<void>;
}

export interface KeptReaderOptions<Row> {
  /** Reads the row; undefined when there is none, which is kept as well. */
  read: () => Promise<Row | undefined>;
  /** How long what was read is taken for true, in milliseconds: a change shows so much later, or a second after that. */
  freshMilliseconds: number;
  /** Milliseconds since 1970. */
  clock: () => number;
  onTrouble: (what: string, cause: unknown) => void;
  /** What is read, as in "Which versions are live could not be read again". */
  name: string;
}

/**
 * Reads a row that every request needs once in a while. While the table cannot be read, or is silent for a second, what
 * was read last stays true, so that lists go on without it.
 * @returns a function that throws only if the row was never read
 */
export function createKeptReader<Row>(options: KeptReaderOptions<Row>): () => Promise<Row | undefined> {
  const { read, freshMilliseconds, clock, onTrouble, name } = options;
  let known: { row: Row | undefined } | undefined;
  let freshUntil = 0;
  let reading: Reading | undefined;
  /** Whether somebody waited for the table in vain: nobody else does until it answers. */
  let isSlow = false;

  const begin = (): Reading => {
    const began = clock();
    const end = (result: typeof known, from: number): void => {
      // What was given up may bring a row of long ago.
      if (reading !== mine) return;
      known = result;
      freshUntil = from + freshMilliseconds;
      reading = undefined;
      isSlow = false;
    };
    const done = read().then(
      (row) => end({ row }, began),
      (error: unknown) => {
        end(known, clock());
        if (!known) throw error;
        onTrouble(`${name} could not be read again`, error);
      },
    );
    const mine: Reading = { began, done };
    return mine;
  };
  /** The read that is under way, unless the instance was frozen meanwhile: its connection may be dead. */
  const current = (): Promise<void> => {
    if (!reading || clock() >= reading.began + freshMilliseconds) reading = begin();
    return reading.done;
  };
  const waitForNewer = async (newer: Promise<void>): Promise<void> => {
    if (clock() < freshUntil + momentMilliseconds || isSlow) {
      await isDoneWithin(newer, patience);
    } else if (!(await isDoneWithin(newer, patienceWithOld)) && !isSlow) {
      isSlow = true;
      onTrouble(`${name} is read slowly; what was read last goes on`, undefined);
    }
  };
  return async () => {
    if (!known) {
      await current();
    } else if (clock() >= freshUntil) {
      await waitForNewer(current());
    }
    return known?.row;
  };
}

async function isDoneWithin(promise: Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const isDone = await Promise.race([promise.then(() => true), late]);
  clearTimeout(timer);
  return isDone;
}
