import { join } from 'node:path';
import { readJsonRecords } from '../../data/read/readJsonRecords.ts';
import { filesBelow, writePackedLines } from '../jobs/files.ts';
import { keyOf, partitionOf, partitionOfDay } from './ArchivedInteraction.ts';
import type { ArchivedInteraction } from './ArchivedInteraction.ts';
import type { PartitionSpill } from './PartitionSpill.ts';

export interface ArchiveMerge {
  /** The archive as it is: `day=<YYYY-MM-DD>/<runId>.jsonl.gz` and `month=<YYYY-MM>/<runId>.jsonl.gz`. */
  readonly archiveFolder: string;
  /** Gets the parts that are new or changed, in the same layout. */
  readonly outputFolder: string;
  readonly runId: string;
  readonly fresh: PartitionSpill;
  /** Pseudonyms of people who leave the archive. */
  readonly erased: ReadonlySet<string>;
  /** Told of each interaction of the archive as it becomes: by partition, within one by key. */
  readonly accept: (interaction: ArchivedInteraction) => void;
  /** Told of each line of the archive that cannot be read. */
  readonly reject: () => void;
}

/**
 * Adds what is new to the archive, partition by partition, so that memory holds one. What the archive has is not added
 * again; parts with erased people are written anew without them, empty where nobody is left, since a job cannot remove
 * objects. A part of the same run, from an attempt before this one, is completed.
 * @returns how many interactions the archive did not have
 */
export async function mergeArchive(merge: ArchiveMerge): Promise<number> {
  const partsOf = new Map<string, string[]>();
  for (const file of await filesBelow(merge.archiveFolder)) {
    const [, folder, day] = /^(month=\d{4}-\d{2}|day=(\d{4}-\d{2}-\d{2}))\/[^/]+\.jsonl\.gz$/.exec(file) ?? [];
    if (folder === undefined) continue;
    // A day may have had a folder before its month had one.
    const partition = day === undefined ? folder : partitionOfDay(day);
    partsOf.set(partition, [...(partsOf.get(partition) ?? []), file]);
  }
  const partitions = [...new Set([...partsOf.keys(), ...merge.fresh.partitions()])];
  const timeOf = (partition: string): string => partition.slice(partition.indexOf('='));
  partitions.sort((one, other) => (timeOf(one) < timeOf(other) ? -1 : 1));
  let added = 0;
  for (const partition of partitions) added += await mergePartition(merge, partition, partsOf.get(partition) ?? []);
  return added;
}

async function mergePartition(merge: ArchiveMerge, partition: string, parts: readonly string[]): Promise<number> {
  const { archiveFolder, outputFolder, runId, erased } = merge;
  const ownPart = `${partition}/${runId}.jsonl.gz`;
  const all: ArchivedInteraction[] = [];
  let own: ArchivedInteraction[] = [];
  for (const part of parts) {
    const { kept, erasedCount } = await readPart(join(archiveFolder, part), partition, merge);
    for (const interaction of kept) all.push(interaction);
    if (part === ownPart) own = kept;
    if (erasedCount > 0) await writePackedLines(join(outputFolder, part), kept);
  }
  const fresh = (await merge.fresh.read(partition)).filter(({ userId }) => !erased.has(userId));
  const added = fresh.length === 0 ? [] : withoutKnown(fresh, all);
  if (added.length > 0) {
    await writePackedLines(join(outputFolder, ownPart), [...own, ...added]);
    for (const interaction of added) all.push(interaction);
  }
  const keyed = all.map((interaction) => ({ interaction, key: keyOf(interaction) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  for (const { interaction } of keyed) merge.accept(interaction);
  return added.length;
}

/** The interactions whose key is not among the known ones, each once. */
function withoutKnown(
  fresh: readonly ArchivedInteraction[],
  known: readonly ArchivedInteraction[],
): ArchivedInteraction[] {
  const keys = new Set(known.map(keyOf));
  return fresh.filter((interaction) => {
    const key = keyOf(interaction);
    if (keys.has(key)) return false;
    keys.add(key);
    return true;
  });
}

async function readPart(
  path: string,
  partition: string,
  { erased, reject }: ArchiveMerge,
): Promise<{ kept: ArchivedInteraction[]; erasedCount: number }> {
  const kept: ArchivedInteraction[] = [];
  let erasedCount = 0;
  for await (const records of readJsonRecords(path)) {
    for (const { value } of records) {
      const interaction = value as unknown as ArchivedInteraction | undefined;
      // In another partition it would be looked for in vain, and be added again.
      const isWhole =
        typeof interaction?.userId === 'string' &&
        typeof interaction.timestamp === 'string' &&
        typeof interaction.eventId === 'string' &&
        isFlat(interaction) &&
        partitionOf(interaction) === partition;
      // Who is to be forgotten is, also where the rest of the line is none.
      if (typeof interaction?.userId === 'string' && erased.has(interaction.userId)) erasedCount += 1;
      else if (!isWhole) reject();
      else kept.push(interaction);
    }
  }
  return { kept, erasedCount };
}

/** The archive holds nothing in layers; what is foreign may hold thousands, and then it cannot be written as JSON again. */
const isFlat = (interaction: object): boolean =>
  Object.values(interaction).every((value) => typeof value !== 'object' || value === null);
