import { util } from '@aws-appsync/utils';
import { quote } from '../../schema/contract/checks.ts';
import { parseInstant } from '../../schema/contract/instant.ts';
import { invalidInput } from './invalidInput.ts';

const millisecondsOfDay = 86_400_000;

/** Ends the request with `InvalidInput` unless `from` and `to` are days, in their order, at most so many apart. */
export function requireDays(from: string, to: string, most: number): void {
  const first = requireDay('from', from);
  const last = requireDay('to', to);
  if (last < first) invalidInput('to', quote(to), 'the same day as `from` or a later one');
  if (last - first > most * millisecondsOfDay) invalidInput('to', quote(to), `at most ${most} days after \`from\``);
}

/** The beginning of a day, in milliseconds since 1970. AWSDate may carry an offset, which days of UTC do not have. */
function requireDay(argument: string, day: string): number {
  const instant = util.matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}$', day) ? parseInstant(`${day}T00:00:00.000Z`) : null;
  if (instant === null) invalidInput(argument, quote(day), 'a day such as 2026-11-28, without an offset');
  return instant ?? 0;
}
