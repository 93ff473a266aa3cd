import { DataError } from '../errors.ts';
import type { DataSource, InteractionRecord, ItemRecord, LoadOptions, LoadResult, ReadPosition, SourceLine } from '../types.ts';
import { Checkpoint, type CheckpointState } from './Checkpoint.ts';
import { identifyTables } from './identifyTables.ts';
import { ProgressMeter } from './ProgressMeter.ts';
import { readItemIds } from './readItemIds.ts';
import { RejectedLines } from './RejectedLines.ts';
import { storedInteraction } from './storedInteraction.ts';
import type { TableItem } from './TableItem.ts';
import { writeAll } from './writeAll.ts';
import { writeItems } from './writeItems.ts';

/** Lines that are written before the next ones are read; all of them are in memory. */
const linesPerRound = 1000;

/**
 * Loads a source into the tables: first the items, then the interactions, round by round, with a checkpoint after
 * every round. Interactions of items that are not in the catalogue are rejected.
 */
export async function loadSource(options: LoadOptions & { source: DataSource }): Promise<LoadResult> {
  const { client, tables, source, stateFolder, now } = options;
  const startedAt = now();
  const startedAtText = new Date(startedAt).toISOString();
  const identity = [source.fingerprint, ...(await identifyTables(options))];
  const checkpoint = await Checkpoint.open(stateFolder, identity, source.name, startedAtText);
  const { state } = checkpoint;
  if (state.finishedAt !== undefined) return resultOf(checkpoint, 'UNCHANGED', 0);

  const rejected = new RejectedLines(checkpoint.rejectedPath, state.rejectedBytes);
  try {
    await runStep<ItemRecord>({
      ...{ options, checkpoint, rejected, step: 'items', read: source.items },
      write: (records) => writeItems(client, tables.catalogue, records, startedAtText),
    });
    const itemIds = await readItemIds(client, tables.catalogue);
    await runStep<InteractionRecord>({
      ...{ options, checkpoint, rejected, step: 'interactions', read: source.interactions },
      refuse: ({ itemId }) => (itemIds.has(itemId) ? undefined : `item ${itemId} is not in the catalogue`),
      write: async (records) => {
        const keyOf = ({ pk, sk }: TableItem) => `${pk.S}\n${sk.S}`;
        await writeAll(client, tables.userData, keyOf, records.map(storedInteraction));
        return 0;
      },
    });
    state.finishedAt = new Date(now()).toISOString();
    await checkpoint.save();
  } finally {
    await rejected.close();
  }
  return resultOf(checkpoint, checkpoint.isNew ? 'LOADED' : 'RESUMED', (now() - startedAt) / 1000);
}

interface Step<T> {
  options: LoadOptions;
  checkpoint: Checkpoint;
  rejected: RejectedLines;
  step: 'items' | 'interactions';
  read: (position: ReadPosition) => AsyncIterable<SourceLine<T>>;
  /** Why a record is not taken after all. */
  refuse?: (record: T) => string | undefined;
  /** Returns how many records were there already. */
  write: (records: T[]) => Promise<number>;
}

async function runStep<T>({ options, checkpoint, rejected, step, read, refuse, write }: Step<T>): Promise<void> {
  const { state } = checkpoint;
  const stepState = state[step];
  const position: ReadPosition = { fraction: 0 };
  const meter = new ProgressMeter(step, options);
  let records: T[] = [];
  let rejectedInRound = 0;
  let firstInRound: CheckpointState['firstRejected'];
  let lines = 0;

  const endRound = async (): Promise<void> => {
    const unchanged = records.length > 0 ? await write(records) : 0;
    state.rejectedBytes = await rejected.flush();
    state.rejected += rejectedInRound;
    state.firstRejected ??= firstInRound;
    stepState.taken += records.length;
    stepState.unchanged += unchanged;
    stepState.lines = lines;
    await checkpoint.save();
    records = [];
    rejectedInRound = 0;
  };

  const skip = stepState.lines;
  for await (const line of read(position)) {
    lines += 1;
    if (lines <= skip) {
      meter.skipped(lines, position.fraction);
      continue;
    }
    const reason = line.reason ?? refuse?.(line.record as T);
    if (reason === undefined) records.push(line.record as T);
    else {
      rejected.add(line.file, line.line, reason, line.text());
      rejectedInRound += 1;
      firstInRound ??= { file: line.file, line: line.line, reason };
    }
    if (lines % linesPerRound !== 0) continue;
    await endRound();
    meter.report(lines, position.fraction);
    if (options.signal?.aborted) {
      throw new DataError('Interrupted', `Loading ${checkpoint.state.source} was stopped; run it again to resume.`);
    }
  }
  if (lines > skip) await endRound();
  meter.report(lines, 1, true);
}

function resultOf(checkpoint: Checkpoint, status: LoadResult['status'], seconds: number): LoadResult {
  const { items, interactions, rejected, firstRejected } = checkpoint.state;
  return {
    status,
    items: items.taken,
    itemsUnchanged: items.unchanged,
    interactions: interactions.taken,
    rejected,
    rejectedFile: rejected > 0 ? checkpoint.rejectedPath : undefined,
    firstRejected,
    seconds,
  };
}
