import { parseArgs } from 'node:util';
import { parseDuration } from '../../data/read/parseDuration.ts';
import { algorithms } from '../algorithms/index.ts';
import { validationKinds } from '../tuning/validationFolds.ts';
import type { ValidationKind } from '../tuning/validationFolds.ts';
import { EvaluationInputError } from './EvaluationInputError.ts';

/** What the command holds out of one file: see the usage. */
const heldOut = ['random', 'popularity', 'newest', 'window', 'leave-last-out', 'cold-items'] as const;
export type Protocol = 'given' | (typeof heldOut)[number];

/** What the command line asks for. */
export interface EvaluationOptions {
  readonly train?: string;
  readonly test?: string;
  readonly interactions?: string;
  readonly items?: string;
  readonly protocol: Protocol;
  /** The part of the interactions that the protocol holds out. */
  readonly part: number;
  /** With the protocol "popularity": the power of an item's count to which its lines are drawn. */
  readonly power: number;
  /** Whether times are read; without them the order of lines is the order of events. */
  readonly hasTimes: boolean;
  readonly cutoffs: readonly number[];
  readonly seed: number;
  /** Names of single algorithms to measure beside the hybrid. */
  readonly models: readonly string[];
  readonly budgetSeconds: number;
  /** The lowest value of a test line that is a right answer. Default: what training would call liking. */
  readonly answersFrom?: number;
  /** What ratings say in training: compared with the user's mean, nothing, or liking from this value on. */
  readonly ratings: 'own-mean' | 'ignored' | number;
  readonly validation?: ValidationKind;
  readonly json: boolean;
  readonly report?: string;
  /** A file to write every list to. */
  readonly lists?: string;
}

export const usage = `Usage:
  evaluate --train T.tsv --test S.tsv [options]
  evaluate --interactions I.tsv[,more.tsv] --protocol <what is held out> [options]
  evaluate --log decisions.jsonl [--json]   what another policy would have brought (docs/experiments.md)
Lines: user TAB item [TAB value [TAB unix-seconds]], no header.
Protocols:
  random                   a random part of all lines (--part)
  popularity               the same, drawn in proportion to the item's count to the power of --power
  newest                   the newest part of each user's lines
  window                   the newest part of all lines
  leave-last-out           each user's last line
  cold-items               a tenth of the items with all their lines; only these are ranked
Options:
  --part 0.2               the part that random, popularity, newest and window hold out (default 0.2)
  --power=-0.5             for popularity: above 0 well-known items are asked about more, below 0 less (default 0.5)
  --times read|ignored     ignored: as if the lines had no times (default read)
  --items items.jsonl      attributes of items, one JSON object a line
  --k 10,20                lengths of the lists that are measured (default 10,20)
  --seed 1                 seed of everything that is random (default 1)
  --models ease,ials       single algorithms to measure beside the hybrid (default: popularity, itemKNN, ease, ials)
  --budget 300s            time for training and tuning the hybrid (default 300s; also 5m)
  --ratings own-mean|ignored|4   what counts as liking: what is not far below the user's own mean (default), every
                           rating, or ratings from this value on
  --positive 4             with --train and --test: the lines of S that are right answers, from this value on (default:
                           those that count as liking)
  --validation random|newest-part|temporal|leave-last-out|next-and-window   how the validation part is carved from T
                           (default: as the users and times of T and S suggest; a deployment takes next-and-window)
  --lists lists.jsonl      write there what every model answered: a line per model and user with items and answers
  --json                   print one JSON object instead of a table
  --report <folder>        write a text table and a bar chart there`;

/**
 * Reads the command line.
 * @throws EvaluationInputError naming the option and what it should be.
 */
export function evaluationOptions(args: readonly string[]): EvaluationOptions {
  const values = parse(args);
  const protocol = (values.protocol ?? 'given') as Protocol;
  if (!['given', ...heldOut].includes(protocol)) {
    throw new EvaluationInputError(`--protocol must be ${heldOut.join(', ')}, not "${protocol}".`);
  }
  if (protocol === 'given' && (values.train === undefined || values.test === undefined)) {
    throw new EvaluationInputError(`Give --train and --test, or --interactions with --protocol.\n${usage}`);
  }
  if (protocol !== 'given' && values.interactions === undefined) {
    throw new EvaluationInputError(`--protocol ${protocol} needs --interactions.`);
  }
  if (protocol === 'cold-items' && values.items === undefined) {
    throw new EvaluationInputError(
      '--protocol cold-items needs --items: cold items are known by their attributes alone.',
    );
  }
  if (protocol !== 'given' && values.positive !== undefined) {
    throw new EvaluationInputError('--positive needs --train and --test. With --protocol, say --ratings.');
  }
  const models = (values.models ?? 'popularity,itemKNN,ease,ials').split(',').map((name) => name.trim());
  const unknown = models.filter((name) => name !== 'hybrid' && name !== '' && !algorithms.has(name));
  if (unknown.length > 0) {
    throw new EvaluationInputError(
      `--models: unknown "${unknown[0]}". Known: hybrid, ${[...algorithms.keys()].join(', ')}.`,
    );
  }
  const validation = validationKinds.find((kind) => kind === values.validation);
  if (values.validation !== undefined && validation === undefined) {
    throw new EvaluationInputError(
      `--validation must be one of ${validationKinds.join(', ')}, not "${values.validation}".`,
    );
  }
  if (!['read', 'ignored'].includes(values.times ?? 'read')) {
    throw new EvaluationInputError(`--times must be read or ignored, not "${values.times}".`);
  }
  const part = number('--part', values.part ?? '0.2');
  if (!(part > 0 && part < 1)) {
    throw new EvaluationInputError(`--part must be between 0 and 1, not "${values.part}".`);
  }
  return {
    train: values.train,
    test: values.test,
    interactions: values.interactions,
    items: values.items,
    protocol,
    part,
    power: number('--power', values.power ?? '0.5'),
    hasTimes: values.times !== 'ignored',
    cutoffs: (values.k ?? '10,20').split(',').map((k) => whole('--k', k, 1, 1000)),
    seed: whole('--seed', values.seed ?? '1', 0, 2 ** 32 - 1),
    models: models.filter((name) => name !== 'hybrid' && name !== ''),
    budgetSeconds: budget(values.budget ?? '300s'),
    answersFrom: values.positive === undefined ? undefined : number('--positive', values.positive),
    ratings: ratingsOption(values.ratings ?? 'own-mean'),
    validation,
    json: values.json ?? false,
    report: values.report,
    lists: values.lists,
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        train: text,
        test: text,
        interactions: text,
        items: text,
        protocol: text,
        k: text,
        seed: text,
        models: text,
        budget: text,
        positive: text,
        ratings: text,
        validation: text,
        report: text,
        lists: text,
        part: text,
        power: text,
        times: text,
        json: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new EvaluationInputError(`${(error as Error).message}\n${usage}`, { cause: error });
  }
}

function ratingsOption(text: string): EvaluationOptions['ratings'] {
  if (text === 'own-mean' || text === 'ignored') return text;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new EvaluationInputError(`--ratings must be own-mean, ignored or a number, not "${text}".`);
  return value;
}

function number(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new EvaluationInputError(`${option} must be a number, not "${text}".`);
  return value;
}

function whole(option: string, text: string, least: number, most: number): number {
  const value = number(option, text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new EvaluationInputError(`${option} must be a whole number from ${least} to ${most}, not "${text}".`);
  }
  return value;
}

function budget(text: string): number {
  const seconds = parseDuration(text);
  if (seconds === undefined) throw new EvaluationInputError(`--budget must be a time like 300s or 5m, not "${text}".`);
  return seconds;
}
