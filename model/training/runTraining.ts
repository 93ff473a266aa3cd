import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { algorithmNamed } from '../algorithms/index.ts';
import type { Manifest } from '../artifact/Manifest.ts';
import { writeArtifact } from '../artifact/writeArtifact.ts';
import { placeOf, readTrainingData } from '../data/read/readTrainingData.ts';
import { refuseTooLittle } from '../data/TooLittleDataError.ts';
import { trainHybrid } from '../tuning/trainHybrid.ts';
import { bindPrefitted } from './bindPrefitted.ts';
import { Checkpoints } from './Checkpoints.ts';
import { PrefittedFiles } from './PrefittedFiles.ts';
import type { TrainingSettings } from './TrainingSettings.ts';

const rejectedLinesPrinted = 5;

/**
 * One training run: reads `input/data`, trains, writes `model` and, when lines were rejected,
 * `output/data/rejected.jsonl`. `print` receives progress and metrics line by line.
 * Where the channel `prefitted` is there, the interactions are the sample that belongs to it.
 * @throws UnknownAlgorithmError, UnusableDataError, TooLittleDataError, UnusablePrefittedError
 */
export async function runTraining(settings: TrainingSettings, print: (line: string) => void): Promise<Manifest> {
  const { root, seed, budgetSeconds, models, rules, modelVersion } = settings;
  models?.forEach(algorithmNamed);
  const files = await PrefittedFiles.open(join(root, 'input', 'data', 'prefitted'));
  const data = await readTrainingData(join(root, 'input', 'data'), rules, print);
  const { dataset, prefitted } = files === undefined ? { dataset: data.dataset } : bindPrefitted(files, data.dataset);
  print(
    `read ${data.acceptedInteractions} interactions of ${dataset.userIds.length} users with ${dataset.itemIds.length} items`,
  );
  if (data.rejectedCount > 0) {
    print(`rejected ${data.rejectedCount} lines that cannot be used:`);
    for (const line of data.rejected.slice(0, rejectedLinesPrinted)) print(`  ${placeOf(line)}`);
    const folder = join(root, 'output', 'data');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'rejected.jsonl'), data.rejected.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }
  const [firstRejected] = data.rejected;
  refuseTooLittle(
    dataset,
    firstRejected && `${data.rejectedCount} lines were rejected, first ${placeOf(firstRejected)}`,
  );

  if (files !== undefined) {
    const { parts, users, interactions, erased } = files.manifest;
    print(`took ${parts.length} fits of ${interactions} interactions of ${users} users, ${erased.users} others erased`);
  }
  const checkpoints = Checkpoints.in(join(root, 'checkpoints'), data.fingerprint);
  const fit = checkpoints && checkpoints.fit.bind(checkpoints);
  const { model, report } = trainHybrid(dataset, { seed, budgetSeconds, models, fit, prefitted }, (fraction, message) =>
    print(`progress=${fraction.toFixed(3)};${message === undefined ? '' : ` ${message}`}`),
  );
  const record = {
    seed,
    dataFingerprint: files?.manifest.inputFingerprint ?? data.fingerprint,
    users: files?.manifest.users ?? dataset.userIds.length,
    items: dataset.itemIds.length,
    interactions: files?.manifest.interactions ?? data.acceptedInteractions,
    rejectedLines: data.rejectedCount,
    report,
  };
  const manifest = await writeArtifact(join(root, 'model'), model.save(), dataset, record, modelVersion);
  metricLines(report).forEach(print);
  print(`wrote model ${manifest.modelVersion}: ${(manifest.files.arrays.bytes / 2 ** 20).toFixed(1)} MiB of arrays`);
  return manifest;
}

/**
 * Validation metrics in the form that SageMaker's metric definitions pick up by regular expression, e.g.
 * `validation_ndcg=([0-9.]+);`: first the blend, `validation_ndcg=0.31;`, then each component alone,
 * `validation_ease_ndcg=0.29;`.
 */
export function metricLines(report: {
  readonly blend: number;
  readonly components: readonly { readonly name: string; readonly value: number }[];
}): string[] {
  const line = (name: string, value: number): string => `validation_${name}ndcg=${value.toFixed(5)};`;
  const components = report.components.map(({ name, value }) => line(`${name.replace(/[^A-Za-z0-9]+/g, '_')}_`, value));
  return [line('', report.blend), ...components];
}
