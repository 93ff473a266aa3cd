import { longestTrendWindow } from '../../schema/contract/limits.ts';
import { DataError } from '../read/DataError.ts';
import { ProgressMeter } from '../read/ProgressMeter.ts';
import type { ReadPosition } from '../read/readLines.ts';
import type { DataSource, SourceLine } from '../records/DataSource.ts';
import type { InteractionRecord } from '../records/InteractionRecord.ts';
import type { ItemRecord } from '../records/ItemRecord.ts';
import { readErasedUsers } from '../write/readErasedUsers.ts';
import { writeInteractions } from '../write/writeInteractions.ts';
import { writeItems } from '../write/writeItems.ts';
import { Checkpoint, type CheckpointState } from './Checkpoint.ts';
import { identifyTables } from './identifyTables.ts';
import type { LoadOptions, LoadResult } from './LoadOptions.ts';
import { readItemIds } from './readItemIds.ts';
import { RejectedList } from './RejectedList.ts';

/** Lines that are written before the next ones are read; all of them are in memory. */
const linesPerRound = 1000;

/**
 * Loads a source into the tables: first the items, then the interactions, round by round, with a checkpoint after
 * every round. Interactions of items that are not in the catalogue are rejected.
 */
export async function loadSource(options: LoadOptions & { source: DataSource }): Promise<LoadResult> {
  const { source, stateFolder, now, quietly } = options;
  const startedAt = now();
  const tables = (await identifyTables(options)).join('\n');
  const checkpoint = await Checkpoint.open(stateFolder, source, tables, new Date(startedAt).toISOString());
  if (options.unmixed && checkpoint.isNew) await assertNoOther(checkpoint);
  const { state } = checkpoint;
  if (state.finishedAt !== undefined) return resultOf(checkpoint, source, 'UNCHANGED', 0);

  const rejected = new RejectedList(checkpoint.rejectedPath, state.rejectedBytes);
  // Of the first run, so that a resumed one draws the same line.
  const recentFrom = quietly ? new Date(Date.parse(state.startedAt) - longestTrendWindow).toISOString() : notPostponed;
  const load: Load = { options, checkpoint, rejected, recentFrom };
  try {
    const itemIds = await (quietly ?? runNow)(() => loadMost(load, source));
    if (state.postponed > 0) await loadRecent(load, source, itemIds);
    state.finishedAt = new Date(now()).toISOString();
    await checkpoint.save();
  } finally {
    await rejected.close();
  }
  return resultOf(checkpoint, source, checkpoint.isNew ? 'LOADED' : 'RESUMED', (now() - startedAt) / 1000);
}

async function assertNoOther(checkpoint: Checkpoint): Promise<void> {
  const other = await checkpoint.findOther();
  if (other === undefined) return;
  const { source } = checkpoint.state;
  throw new DataError(
    'DataMixed',
    `The store holds ${other}, and ${source} would be mixed into it: --fresh replaces what is there, --state <folder> ` +
      'keeps both apart, and npm run import adds one to the other.',
  );
}

/** What files that nobody foresaw may add to the notes is bounded. */
const maximumNotes = 200;

/** Greater than every timestamp. */
const notPostponed = '~';
const runNow = <T>(work: () => Promise<T>): Promise<T> => work();

/** The items, and the interactions that are not recent. Returns the ids of all items of the catalogue. */
async function loadMost(load: Load, source: DataSource): Promise<Set<string>> {
  const { options, checkpoint, recentFrom } = load;
  const { client, tables } = options;
  const { itemsAreOnlyNamed: onlyAbsent } = source;
  await runStep<ItemRecord>(load, {
    name: 'items',
    read: source.items,
    refuse: refuseRepeated(),
    write: (records) => writeItems(client, tables.catalogue, records, checkpoint.state.startedAt, { onlyAbsent }),
  });
  const itemIds = await readItemIds(client, tables.catalogue);
  await runStep<InteractionRecord>(load, {
    name: 'interactions',
    read: source.interactions,
    refuse: ({ itemId }) =>
      itemIds.has(itemId)
        ? undefined
        : { reason: `item ${itemId} is not in the catalogue`, note: 'itemId not in the catalogue' },
    postpone: ({ timestamp }) => timestamp >= recentFrom,
    write: (records) => writeOfOthers(load, records),
  });
  return itemIds;
}

/**
 * The first item of an id is kept: which of several lines is meant nobody can tell, and in a file of variants the first
 * one is usually the product's own. The others are listed.
 */
function refuseRepeated(): NonNullable<Step<ItemRecord>['refuse']> {
  const places = new Map<string, number>();
  return ({ itemId }, { line }) => {
    const first = places.get(itemId);
    if (first === undefined) {
      places.set(itemId, line);
      return undefined;
    }
    return {
      reason: `itemId: received ${JSON.stringify(itemId)}, which line ${first} has; allowed: one line an item.`,
      note: 'itemId repeated, the first line of each is kept',
    };
  };
}

/** The interactions that were postponed. The lines that were rejected are listed already. */
async function loadRecent(load: Load, source: DataSource, itemIds: Set<string>): Promise<void> {
  const { recentFrom } = load;
  const recent = async function* (position: ReadPosition): AsyncGenerator<SourceLine<InteractionRecord>> {
    for await (const line of source.interactions(position)) {
      if (line.record && line.record.timestamp >= recentFrom && itemIds.has(line.record.itemId)) yield line;
    }
  };
  await runStep<InteractionRecord>(load, {
    name: 'recent',
    read: recent,
    write: (records) => writeOfOthers(load, records),
  });
}

/**
 * Writes interactions, all but those of people whose data were erased: these are counted, and not listed among the
 * rejected lines, which would keep them.
 */
async function writeOfOthers({ options, checkpoint }: Load, records: InteractionRecord[]): Promise<void> {
  const { client, tables } = options;
  const erased = await readErasedUsers(client, tables.userData, [...new Set(records.map(({ userId }) => userId))]);
  const others = records.filter(({ userId }) => !erased.has(userId));
  const { notes } = checkpoint.state;
  const note = 'of users whose data were erased, left out';
  if (others.length < records.length) notes[note] = (notes[note] ?? 0) + records.length - others.length;
  await writeInteractions(client, tables.userData, others);
}

interface Load {
  options: LoadOptions;
  checkpoint: Checkpoint;
  rejected: RejectedList;
  /** Interactions from then on are loaded last; ISO 8601. */
  recentFrom: string;
}

interface Step<T> {
  name: 'items' | 'interactions' | 'recent';
  read: (position: ReadPosition) => AsyncIterable<SourceLine<T>>;
  /** Why a record is not taken after all. A resumed run asks again about what was dealt with. */
  refuse?: (record: T, line: SourceLine<T>) => { reason: string; note: string } | undefined;
  /** Whether a record is for a later step. */
  postpone?: (record: T) => boolean;
  /** Returns how many records were there already, where that is looked up. */
  write: (records: T[]) => Promise<number | void>;
}

async function runStep<T>({ options, checkpoint, rejected }: Load, step: Step<T>): Promise<void> {
  const { name, read, refuse, postpone, write } = step;
  const { state } = checkpoint;
  const stepState = state[name];
  const position: ReadPosition = { fraction: 0 };
  const meter = new ProgressMeter(name, options);
  let records: T[] = [];
  let rejectedInRound = 0;
  let postponedInRound = 0;
  let notesInRound: string[] = [];
  let firstInRound: CheckpointState['firstRejected'];
  let lines = 0;

  const endRound = async (): Promise<void> => {
    const unchanged = (records.length > 0 && (await write(records))) || 0;
    state.rejectedBytes = await rejected.flush();
    state.rejected += rejectedInRound;
    state.firstRejected ??= firstInRound;
    state.postponed += postponedInRound;
    for (const note of notesInRound) {
      const isRoom = note in state.notes || Object.keys(state.notes).length < maximumNotes;
      const counted = isRoom ? note : 'other things left out';
      state.notes[counted] = (state.notes[counted] ?? 0) + 1;
    }
    stepState.taken += records.length;
    stepState.unchanged += unchanged;
    stepState.lines = lines;
    await checkpoint.save();
    records = [];
    rejectedInRound = 0;
    postponedInRound = 0;
    notesInRound = [];
  };

  const skip = stepState.lines;
  for await (const line of read(position)) {
    lines += 1;
    const refusal = line.reason === undefined ? refuse?.(line.record, line) : undefined;
    if (lines <= skip) {
      meter.skipped(lines, position.fraction);
      continue;
    }
    // The last step reads again what the one before has counted.
    const notes = name === 'recent' || line.reason !== undefined ? [] : refusal ? [refusal.note] : (line.notes ?? []);
    for (const note of notes) notesInRound.push(`${line.file}: ${note}`);
    const reason = line.reason ?? refusal?.reason;
    if (reason === undefined) {
      if (postpone?.(line.record as T)) postponedInRound += 1;
      else records.push(line.record as T);
    } else {
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

function resultOf(
  checkpoint: Checkpoint,
  source: DataSource,
  status: LoadResult['status'],
  seconds: number,
): LoadResult {
  const { items, interactions, recent, rejected, firstRejected, notes } = checkpoint.state;
  return {
    status,
    items: items.taken,
    itemsUnchanged: items.unchanged,
    interactions: interactions.taken + recent.taken,
    rejected,
    rejectedFile: rejected > 0 ? checkpoint.rejectedPath : undefined,
    firstRejected,
    notes,
    seconds,
    readAs: source.readAs,
    unreadFiles: source.unreadFiles,
  };
}
