import { join } from 'node:path';
import { readJsonRecords } from '../../data/read/readJsonRecords.ts';
import { filesBelow, writePackedLines } from '../jobs/files.ts';
import { dayOf, keyOf } from './ArchivedInteraction.ts';
import type { ArchivedInteraction } from './ArchivedInteraction.ts';
import type { DaySpill } from './DaySpill.ts';

export interface ArchiveMerge {
  /** The archive as it is: `day=<YYYY-MM-DD>/<runId>.jsonl.gz`. */
  readonly archiveFolder: string;
  /** Gets the parts that are new or changed, in the same layout. */
  readonly outputFolder: string;
  readonly runId: string;
  readonly fresh: DaySpill;
  /** Pseudonyms of people who leave the archive. */
  readonly erased: ReadonlySet<string>;
  /** Told of each interaction of the archive as it becomes: by day, within a day by key. */
  readonly accept: (interaction: ArchivedInteraction) => void;
  /** Told of each line of the archive that cannot be read. */
  readonly reject: () => void;
}

/**
 * Adds what is new to the archive, day by day, so that memory holds one day. What the archive has is not added again;
 * parts with erased people are written anew without them, empty where nobody is left, since a job cannot remove objects.
 * A part of the same run, from an attempt before this one, is completed.
 * @returns how many interactions the archive did not have
 */
export async function mergeArchive(merge: ArchiveMerge): Promise<number> {
  const partsOf = new Map<string, string[]>();
  for (const file of await filesBelow(merge.archiveFolder)) {
    const day = /^day=(\d{4}-\d{2}-\d{2})\/[^/]+\.jsonl\.gz$/.exec(file)?.[1];
    if (day !== undefined) partsOf.set(day, [...(partsOf.get(day) ?? []), file]);
  }
  const days = new Set([...partsOf.keys(), ...merge.fresh.days()]);
  let added = 0;
  for (const day of [...days].sort()) added += await mergeDay(merge, day, partsOf.get(day) ?? []);
  return added;
}

async function mergeDay(merge: ArchiveMerge, day: string, parts: readonly string[]): Promise<number> {
  const { archiveFolder, outputFolder, runId, erased } = merge;
  const ownPart = `day=${day}/${runId}.jsonl.gz`;
  const all: ArchivedInteraction[] = [];
  let own: ArchivedInteraction[] = [];
  for (const part of parts) {
    const { kept, erasedCount } = await readPart(join(archiveFolder, part), day, merge);
    for (const interaction of kept) all.push(interaction);
    if (part === ownPart) own = kept;
    if (erasedCount > 0) await writePackedLines(join(outputFolder, part), kept);
  }
  const fresh = (await merge.fresh.read(day)).filter(({ userId }) => !erased.has(userId));
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
  day: string,
  { erased, reject }: ArchiveMerge,
): Promise<{ kept: ArchivedInteraction[]; erasedCount: number }> {
  const kept: ArchivedInteraction[] = [];
  let erasedCount = 0;
  for await (const records of readJsonRecords(path)) {
    for (const { value } of records) {
      const interaction = value as unknown as ArchivedInteraction | undefined;
      // On another day it would be looked for in vain, and be added again.
      const isWhole =
        typeof interaction?.userId === 'string' &&
        typeof interaction.timestamp === 'string' &&
        typeof interaction.eventId === 'string' &&
        isFlat(interaction) &&
        dayOf(interaction) === day;
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
