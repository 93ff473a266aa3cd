import { parseArgs } from 'node:util';
import { parseDuration } from '../data/read/parseDuration.ts';
import { CommandError } from './CommandError.ts';

export interface OptionSpecification {
  type: 'string' | 'boolean';
  /** May be said several times; the value is then a list. */
  multiple?: boolean;
}

/**
 * Reads `--name value` and `--name`.
 * @throws CommandError naming the option that is not known or lacks its value
 */
export function parseOptions<Name extends string>(
  commandLine: string[],
  specification: Record<Name, OptionSpecification>,
): Partial<Record<Name, string | boolean | string[]>> {
  try {
    const { values } = parseArgs({ args: commandLine, options: specification, strict: true, allowPositionals: false });
    return values as Partial<Record<Name, string | boolean | string[]>>;
  } catch (error) {
    const options = Object.keys(specification)
      .map((name) => `--${name}`)
      .join(', ');
    const [reason] = (error as Error).message.split('. ');
    throw new CommandError(`${reason}. The options are ${options}.`, { cause: error });
  }
}

/** The seconds of an option such as `90`, `90s`, `15m`, `1h` or `30d`. @throws CommandError */
export function durationOption(text: string, option: string): number {
  const seconds = parseDuration(text);
  if (seconds === undefined) {
    throw new CommandError(`${option} ${text} is not a length of time; write for example 90s, 15m, 1h or 30d.`);
  }
  return seconds;
}
