import { parseDuration } from '../../data/read/parseDuration.ts';
import { valueMeanings } from '../../schema/contract/eventTypes.ts';
import type { ValueMeaning } from '../../schema/contract/eventTypes.ts';
import { defaultEventTypeWeights, defaultValueMeanings } from '../contract/eventRules.ts';
import type { EventRules } from '../contract/eventRules.ts';

/** What a training run is told. */
export interface TrainingSettings {
  /** The root of SageMaker's folder layout. */
  readonly root: string;
  readonly seed: number;
  readonly budgetSeconds: number;
  readonly models?: readonly string[];
  readonly rules: EventRules;
  /** What the model is called. Default: the first digits of a hash of what it learned. */
  readonly modelVersion?: string;
}

/** A hyperparameter or an option cannot be used. */
export class InvalidSettingError extends Error {
  readonly code = 'INVALID_SETTING';
  constructor(name: string, expected: string, received: string) {
    super(`${name} must be ${expected}; received ${JSON.stringify(received.slice(0, 200))}.`);
    this.name = 'InvalidSettingError';
  }
}

const known = [
  'budget_seconds',
  'seed',
  'models',
  'event_type_weights',
  'value_meanings',
  'positive_value',
  'model_version',
];

/**
 * Settings from SageMaker's hyperparameters (every value is a string, see "How Amazon SageMaker AI Provides Training
 * Information"; names beginning with `sagemaker_` are the platform's own) and command-line options `--budget 120s` and
 * `--seed 1`, which win.
 * @throws InvalidSettingError
 */
export function parseTrainingSettings(
  root: string,
  hyperparameters: Readonly<Record<string, unknown>>,
  commandLine: readonly string[] = [],
): TrainingSettings {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(hyperparameters)) {
    if (name.startsWith('sagemaker_')) continue;
    if (!known.includes(name)) throw new InvalidSettingError('A hyperparameter', `one of ${known.join(', ')}`, name);
    values.set(name, unquoted(String(value)));
  }
  for (let index = 0; index < commandLine.length; index += 2) {
    const name = { '--budget': 'budget_seconds', '--seed': 'seed' }[commandLine[index]];
    if (name === undefined) throw new InvalidSettingError('An option', '--budget or --seed', commandLine[index]);
    values.set(name, commandLine[index + 1] ?? '');
  }
  const models = values.get('models');
  const positiveValue = values.get('positive_value');
  const modelVersion = values.get('model_version');
  return {
    root,
    seed: parseSeed(values.get('seed') ?? '1'),
    budgetSeconds: parseBudget(values.get('budget_seconds') ?? '120'),
    modelVersion: modelVersion === undefined ? undefined : parseVersion(modelVersion),
    models: models === undefined ? undefined : models.split(',').map((name) => name.trim()),
    rules: {
      eventTypeWeights: { ...defaultEventTypeWeights, ...parseWeights(values.get('event_type_weights') ?? '{}') },
      valueMeanings: { ...defaultValueMeanings, ...parseMeanings(values.get('value_meanings') ?? '{}') },
      positiveValue: positiveValue === undefined ? undefined : parseNumber('positive_value', positiveValue),
    },
  };
}

/** SageMaker's Python SDK sends strings with their JSON quotes. */
function unquoted(text: string): string {
  return /^".*"$/s.test(text) ? text.slice(1, -1) : text;
}

function parseNumber(name: string, text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new InvalidSettingError(name, 'a number', text);
  return value;
}

/** It becomes part of SageMaker's names of models and endpoints. */
function parseVersion(text: string): string {
  if (/^[A-Za-z0-9](-?[A-Za-z0-9]){0,62}$/.test(text)) return text;
  throw new InvalidSettingError('model_version', '1 to 63 letters, digits and single hyphens between them', text);
}

function parseSeed(text: string): number {
  const value = parseNumber('seed', text);
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
    throw new InvalidSettingError('seed', 'a whole number from 0 to 4294967295', text);
  }
  return value;
}

function parseBudget(text: string): number {
  const seconds = parseDuration(text);
  if (seconds === undefined) throw new InvalidSettingError('budget', 'a time such as 120, 120s or 2m', text);
  return seconds;
}

function parseWeights(text: string): Record<string, number> {
  const isWeight = (value: unknown): value is number => Number.isFinite(value);
  return parseByEventType('event_type_weights', 'numbers', text, isWeight);
}

function parseMeanings(text: string): Record<string, ValueMeaning> {
  const isMeaning = (value: unknown): value is ValueMeaning => valueMeanings.some((meaning) => meaning === value);
  return parseByEventType('value_meanings', valueMeanings.join(', '), text, isMeaning);
}

function parseByEventType<T>(
  name: string,
  allowed: string,
  text: string,
  isAllowed: (value: unknown) => value is T,
): Record<string, T> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  if (!isObject || !Object.values(parsed as object).every(isAllowed)) {
    throw new InvalidSettingError(name, `a JSON object of event types and ${allowed}`, text);
  }
  return parsed as Record<string, T>;
}
