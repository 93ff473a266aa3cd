import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataReport } from '../../schema/contract/models.ts';
import type { CatalogueItem } from '../contract/index.ts';
import { DatasetBuilder } from '../data/DatasetBuilder.ts';
import { createInteractionSink } from '../data/read/readTrainingData.ts';
import { TooLittleDataError, refuseTooLittle } from '../data/TooLittleDataError.ts';
import type { Dataset } from '../data/Dataset.ts';
import { readJson, writePackedLines } from '../jobs/files.ts';
import { isInteraction, toArchived, toRow } from './ArchivedInteraction.ts';
import { PartitionSpill } from './PartitionSpill.ts';
import { driftWindows } from './driftWindows.ts';
import type { DriftWindow } from './driftWindows.ts';
import { findRefusals } from './findRefusals.ts';
import { holdOut } from './holdOut.ts';
import { measureDrift } from './measureDrift.ts';
import { mergeArchive } from './mergeArchive.ts';
import { parsePreparationSettings } from './PreparationSettings.ts';
import type { PreparationSettings } from './PreparationSettings.ts';
import { Pseudonyms } from './Pseudonyms.ts';
import { readCatalogue, readItemsBefore } from './readCatalogue.ts';
import { readErased } from './readErased.ts';
import { readExports } from './readExports.ts';
import { Rejections } from './Rejections.ts';
import { Suspects } from './Suspects.ts';
import { writeTrainingInput } from './writeTrainingInput.ts';

/** Beside the catalogue, in the folder that goes from run to run. */
const suspectsFile = 'suspects.json';

/**
 * The `prepare` job: adds what the exports hold to the archive under pseudonyms, and makes of the archive the input of
 * training, the cases that models are judged by, and the report. It reads `processing/input`, writes
 * `processing/output`. Memory holds the dataset as training does, and one day of the archive.
 * @throws UnusableInputError
 */
export async function prepareData(root: string): Promise<void> {
  const input = join(root, 'processing', 'input');
  const output = join(root, 'processing', 'output');
  const work = join(root, 'processing', 'work');
  const settings = parsePreparationSettings(await readJson(join(input, 'settings', 'settings.json')));
  const pseudonyms = await Pseudonyms.read(join(input, 'key', 'pseudonyms'));
  const rejected = new Rejections();
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  try {
    const fresh = new PartitionSpill(join(work, 'partitions'));
    const suspects = await Suspects.read(join(input, 'items', suspectsFile));
    const rows = await collect(join(input, 'exports', 'userData'), { fresh, suspects, pseudonyms, rejected });
    await suspects.write(join(output, 'items', suspectsFile));
    console.log(`read ${rows} interactions of the exports, ${rejected.count} of which cannot be used`);

    const builder = new DatasetBuilder();
    const addToDataset = createInteractionSink(builder);
    const erased = await readErased(join(input, 'erased'));
    const newInteractions = await mergeArchive({
      archiveFolder: join(input, 'archive'),
      outputFolder: join(output, 'archive'),
      runId: settings.runId,
      fresh,
      erased,
      accept: (interaction) => {
        if (!suspects.has(interaction)) rejected.catch(() => addToDataset(toRow(interaction)));
      },
      reject: () => rejected.add('the archive'),
    });
    const dataset = builder.build();
    console.log(`the archive holds ${dataset.itemIndices.length} interactions, ${newInteractions} of them new`);

    const itemsBefore = await readItemsBefore(join(input, 'items'));
    const catalogue = (await readCatalogue(join(input, 'exports', 'catalogue'), rejected)) ?? itemsBefore;
    await writePackedLines(join(output, 'items', 'items.jsonl.gz'), catalogue);

    const before = await readJson(join(input, 'previous', 'report.json'));
    const windows = driftWindows(dataset);
    const refusals = findRefusals({
      dataset,
      windows,
      rows,
      rejectedRows: rejected.count,
      items: catalogue.length,
      itemsBefore: itemsBefore.length > 0 ? itemsBefore.length : undefined,
      interactions: dataset.itemIndices.length,
      interactionsBefore: before && numberOf(before.interactions) + numberOf(before.judgedInteractions),
      hasErased: erased.size > 0,
    });
    const report = await writeOutputs(output, { dataset, catalogue, settings, windows }, (made) => ({
      refusals,
      ...made,
      newInteractions,
      rejected: rejected.byField,
    }));
    console.log(report.refusals.join('\n') || report.tooLittle || `data ${report.fingerprint.slice(0, 12)} is good`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

interface Prepared {
  readonly dataset: Dataset;
  readonly catalogue: readonly CatalogueItem[];
  readonly settings: PreparationSettings;
  readonly windows: readonly DriftWindow[];
}

/** Writes what training and the judge read, and the report last: it says that the rest is there. */
async function writeOutputs(
  output: string,
  { dataset, catalogue, settings, windows }: Prepared,
  complete: (made: Omit<DataReport, 'refusals' | 'newInteractions' | 'rejected'>) => DataReport,
): Promise<DataReport> {
  const held = holdOut(dataset, { share: settings.holdOutShare, seed: settings.seed });
  const training = await writeTrainingInput(join(output, 'training'), dataset, catalogue, held.start);
  await writePackedLines(join(output, 'judging', 'cases.jsonl.gz'), held.cases);
  const report = complete({
    tooLittle: tooLittleIn(dataset, settings.minimumInteractions),
    fingerprint: training.fingerprint,
    interactions: training.interactions,
    users: training.users,
    items: training.items,
    trainedUntil: training.newest === undefined ? '' : new Date(training.newest).toISOString(),
    judgedInteractions: held.interactions,
    judgedUsers: held.cases.length,
    eventTypes: sharesOf(dataset.eventTypeNames, windows[0]?.eventTypes ?? new Float64Array(0)),
    drift: measureDrift(windows),
  });
  await mkdir(join(output, 'report'), { recursive: true });
  await writeFile(join(output, 'report', 'report.json'), `${JSON.stringify(report, null, 1)}\n`);
  return report;
}

interface Collected {
  readonly fresh: PartitionSpill;
  readonly suspects: Suspects;
  readonly pseudonyms: Pseudonyms;
  readonly rejected: Rejections;
}

/** Reads the exported interactions under pseudonyms; returns how many rows there were. */
async function collect(folder: string, { fresh, suspects, pseudonyms, rejected }: Collected): Promise<number> {
  let rows = 0;
  for await (const items of readExports(folder)) {
    for (const item of items) {
      if (item !== undefined && Suspects.isRow(item)) suspects.add(item, pseudonyms);
      if (item !== undefined && !isInteraction(item)) continue;
      rows += 1;
      if (item === undefined) rejected.add('the row');
      else rejected.catch(() => fresh.add(toArchived(item, pseudonyms)));
    }
  }
  return rows;
}

function tooLittleIn(dataset: Dataset, minimumInteractions: number): string | undefined {
  const interactions = dataset.weights.reduce((count, weight) => count + (weight === 0 ? 0 : 1), 0);
  if (interactions < minimumInteractions) {
    return `TOO_LITTLE_DATA: ${interactions} interactions, and a model is worth its cost from ${minimumInteractions} on.`;
  }
  try {
    refuseTooLittle(dataset);
    return undefined;
  } catch (error) {
    if (error instanceof TooLittleDataError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

function sharesOf(names: readonly string[], counts: Float64Array): Record<string, number> {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return Object.fromEntries(names.flatMap((name, index) => (counts[index] > 0 ? [[name, counts[index] / total]] : [])));
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
