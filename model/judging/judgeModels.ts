import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extract } from 'tar';
import type { JudgeVerdict } from '../../schema/contract/models.ts';
import { CorruptArtifactError, MissingArtifactError, NewerArtifactError } from '../artifact/errors.ts';
import { loadModel } from '../artifact/loadRanker.ts';
import type { LoadedModel } from '../artifact/loadRanker.ts';
import { filesBelow, readJson } from '../jobs/files.ts';
import { UnusableInputError } from '../jobs/runJob.ts';
import type { JudgedCase } from '../preparing/holdOut.ts';
import { createRandom, shuffle } from '../statistics/createRandom.ts';
import { answerCases } from './answerCases.ts';
import type { Answers } from './answerCases.ts';
import { ListMeter } from './beyondAccuracy.ts';
import { compareAnswers, differenceOf, mean } from './compareAnswers.ts';
import { decide } from './decide.ts';
import { readCases } from './readCases.ts';

/** Cases that are answered. The interval of a difference is then about a hundredth wide, and judging takes seconds. */
const mostCases = 3000;

/**
 * The `judge` job: both models answer the same cases as they would serve, and the verdict says whether the challenger
 * may go on. It reads `processing/input`, writes `processing/output/verdict/verdict.json`.
 * @throws UnusableInputError
 */
export async function judgeModels(root: string): Promise<void> {
  const input = join(root, 'processing', 'input');
  const work = join(root, 'processing', 'work');
  const settings = (await readJson(join(input, 'settings', 'settings.json'))) ?? {};
  const seed = typeof settings.seed === 'number' ? settings.seed : 1;
  const toleratedLoss = typeof settings.toleratedLoss === 'number' ? settings.toleratedLoss : 0;
  const cases = drawn(await readCases(join(input, 'cases')), seed);
  await rm(work, { recursive: true, force: true });
  try {
    const challenger = await openModel(join(input, 'challenger'), join(work, 'challenger'));
    if (challenger === undefined) {
      throw new UnusableInputError('NO_CHALLENGER', 'There is no challenger/model.tar.gz to judge.');
    }
    const champion = await openModel(join(input, 'champion'), join(work, 'champion'));
    const verdict = judge(challenger, champion, cases, seed, toleratedLoss);
    const folder = join(root, 'processing', 'output', 'verdict');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'verdict.json'), `${JSON.stringify(verdict, null, 1)}\n`);
    console.log(`${verdict.isAccepted ? 'accepted' : 'rejected'}: ${verdict.reason}`);
  } finally {
    // What refuses a broken archive may still be writing the file before the break.
    await rm(work, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  }
}

/** The verdict on a challenger; without a champion it is compared with the list of what is popular. */
export function judge(
  challenger: LoadedModel,
  champion: LoadedModel | undefined,
  cases: readonly JudgedCase[],
  seed: number,
  toleratedLoss = 0,
): JudgeVerdict {
  const ofChallenger = answerCases(challenger.ranker, cases);
  const ofChampion = champion && answerCases(champion.ranker, cases);
  const segments = compareAnswers(cases, ofChallenger, ofChampion, seed);
  const meter = new ListMeter(challenger.itemIds, challenger.catalogue, cases);
  const lists = meter.measure(ofChallenger.lists);
  const championLists = ofChampion && meter.measure(ofChampion.lists);
  const both = (name: keyof typeof lists) => ({ champion: championLists?.[name], challenger: lists[name] });
  const coverage = both('coverage');
  const popular = champion === undefined ? againstPopular(challenger, ofChallenger, cases, seed) : undefined;
  return {
    challenger: challenger.ranker.modelVersion,
    champion: champion?.ranker.modelVersion,
    ...decide({ segments, coverage, popular, toleratedLoss }),
    segments,
    coverage,
    diversity: both('diversity'),
    novelty: both('novelty'),
  };
}

function againstPopular({ ranker }: LoadedModel, answers: Answers, cases: readonly JudgedCase[], seed: number) {
  const popular = answerCases(ranker, cases, 'POPULAR').ndcg;
  return { ndcg: mean(popular), difference: differenceOf(answers.ndcg, popular, seed) };
}

function drawn(cases: readonly JudgedCase[], seed: number): JudgedCase[] {
  const order = shuffle(Uint32Array.from(cases.keys()), createRandom(seed)).slice(0, mostCases).sort();
  return Array.from(order, (index) => cases[index]);
}

/** The model of the archive in a folder, undefined where there is none. */
async function openModel(folder: string, target: string): Promise<LoadedModel | undefined> {
  if (!(await filesBelow(folder)).includes('model.tar.gz')) return undefined;
  await mkdir(target, { recursive: true });
  const file = join(folder, 'model.tar.gz');
  try {
    await extract({ file, cwd: target, strict: true });
    return loadModel(target);
  } catch (cause) {
    const isOurs = [MissingArtifactError, CorruptArtifactError, NewerArtifactError].some(
      (kind) => cause instanceof kind,
    );
    const isTar = (cause as { tarCode?: string }).tarCode !== undefined || (cause as Error).name === 'ZlibError';
    if (!isOurs && !isTar) throw cause;
    const reason = isOurs ? (cause as Error).message : 'it is cut off or no archive';
    throw new UnusableInputError('UNUSABLE_MODEL', `${file} cannot be judged: ${reason}`, { cause });
  }
}
