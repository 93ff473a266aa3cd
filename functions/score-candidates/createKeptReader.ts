/** How long an answer waits for a newer row when there is an older one at hand. */
const patience = 100;

export interface KeptReaderOptions<Row> {
  /** Reads the row; undefined when there is none, which is kept as well. */
  read: () => Promise<Row | undefined>;
  /** How long what was read is taken for true, in milliseconds: so long may a change take to show. */
  freshMilliseconds: number;
  /** Milliseconds since 1970. */
  clock: () => number;
  onTrouble: (what: string, cause: unknown) => void;
  /** What is read, as in "Which versions are live could not be read again". */
  name: string;
}

/**
 * Reads a row that every request needs once in a while. While the table cannot be read what was read last stays true, so
 * that lists go on without it.
 * @returns a function that throws only if the row was never read
 */
export function createKeptReader<Row>(options: KeptReaderOptions<Row>): () => Promise<Row | undefined> {
  const { read, freshMilliseconds, clock, onTrouble, name } = options;
  let known: { row: Row | undefined } | undefined;
  let freshUntil = 0;
  let reading: Promise<void> | undefined;

  const refresh = async (): Promise<void> => {
    try {
      known = { row: await read() };
    } catch (error) {
      if (!known) throw error;
      onTrouble(`${name} could not be read again`, error);
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
