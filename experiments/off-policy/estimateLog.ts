import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { ExperimentInputError } from '../ExperimentInputError.ts';
import type { Interval } from '../statistics/Interval.ts';
import { estimatePolicy, type PolicyEstimate } from './estimatePolicy.ts';
import { readDecision, type LoggedDecision } from './LoggedDecision.ts';

const problemsShown = 10;
/** Below this the normal intervals are not to be relied on. */
const fewDecisions = 100;

export interface LogEstimate extends PolicyEstimate {
  /** Lines that could not be used. */
  readonly rejected: number;
  /** The first of them, with the reason. */
  readonly problems: readonly string[];
}

/**
 * Reads a log of decisions, one JSON object a line (docs/experiments.md), and estimates the new policy by it.
 *
 * @throws ExperimentInputError when the file cannot be read or holds too little.
 */
export async function estimateLog(path: string): Promise<LogEstimate> {
  const decisions: LoggedDecision[] = [];
  const problems: string[] = [];
  let rejected = 0;
  let line = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
      line += 1;
      if (text.trim() === '') continue;
      const decision = parse(text);
      if (typeof decision === 'object') decisions.push(decision);
      else {
        rejected += 1;
        if (problems.length < problemsShown) problems.push(`line ${line}: ${decision}`);
      }
    }
  } catch (error) {
    throw new ExperimentInputError(`The log ${path} cannot be read: ${(error as Error).message}.`, { cause: error });
  }
  if (decisions.length === 0) {
    throw new ExperimentInputError(
      `No line of ${path} can be used.${problems.length > 0 ? `\n  ${problems.join('\n  ')}` : ' It is empty.'}`,
    );
  }
  return { ...estimatePolicy(decisions), rejected, problems };
}

function parse(text: string): LoggedDecision | string {
  try {
    return readDecision(JSON.parse(text));
  } catch {
    return 'the line is not JSON';
  }
}

/** As people read it. */
export function estimateTable(estimate: LogEstimate): string {
  const row = (name: string, { estimate: value, low, high }: Interval): string =>
    `${name.padEnd(22)}${[value, low, high].map((number) => number.toFixed(5).padStart(12)).join('')}`;
  const { decisions, users, effectiveDecisions, greatestWeight, unsupportedShare, rejected } = estimate;
  const lines = [
    `${decisions} decisions for ${users} users; ${rejected} lines could not be used`,
    `${'reward a decision'.padEnd(22)}${['estimate', 'low', 'high'].map((name) => name.padStart(12)).join('')}`,
    row('logged policy', estimate.logged),
    row('new policy, IPS', estimate.ips),
    row('new policy, SNIPS', estimate.snips),
    row('new policy, DR', estimate.doublyRobust),
    `95 % intervals. Effective decisions ${effectiveDecisions.toFixed(0)}, greatest weight ${greatestWeight.toFixed(1)}.`,
  ];
  if (effectiveDecisions < fewDecisions) {
    lines.push(
      `Fewer than ${fewDecisions} effective decisions: the intervals are too narrow. Explore more, or log longer.`,
    );
  }
  if (unsupportedShare > 0) {
    lines.push(
      `${(100 * unsupportedShare).toFixed(1)} % of what the new policy would show was never shown: of that nothing is ` +
        'known, and IPS counts it as 0.',
    );
  }
  return lines.join('\n');
}
