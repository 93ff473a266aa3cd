import { parseArgs } from 'node:util';
import { CommandError } from './CommandError.ts';

interface OptionSpecification {
  type: 'string' | 'boolean';
}

/**
 * Reads `--name value` and `--name`.
 * @throws CommandError naming the option that is not known or lacks its value
 */
export function parseOptions<Name extends string>(
  commandLine: string[],
  specification: Record<Name, OptionSpecification>,
): Partial<Record<Name, string | boolean>> {
  try {
    const { values } = parseArgs({ args: commandLine, options: specification, strict: true, allowPositionals: false });
    return values as Partial<Record<Name, string | boolean>>;
  } catch (error) {
    const options = Object.keys(specification)
      .map((name) => `--${name}`)
      .join(', ');
    const [reason] = (error as Error).message.split('. ');
    throw new CommandError(`${reason}. The options are ${options}.`, { cause: error });
  }
}

/** `90`, `90s`, `15m`, `1h` or `30d` in seconds. @throws CommandError */
export function parseDuration(text: string, option: string): number {
  const [, count, unit = 's'] = /^(\d+)([smhd]?)$/.exec(text) ?? [];
  if (count === undefined) {
    throw new CommandError(`${option} ${text} is not a length of time; write for example 90s, 15m, 1h or 30d.`);
  }
  return Number(count) * { s: 1, m: 60, h: 3600, d: 86_400 }[(unit || 's') as 's' | 'm' | 'h' | 'd'];
}
