import commands from './commands.json' with { type: 'json' };
import type { OptionSpecification } from './parseOptions.ts';

type Commands = typeof commands;

/** What `commands.json` says of a command's options, for `parseOptions`. */
export function optionsOf<Name extends keyof Commands>(
  name: Name,
): Record<keyof Commands[Name]['options'] & string, OptionSpecification> {
  const options: Record<string, { type: string; multiple?: boolean }> = commands[name].options;
  return Object.fromEntries(
    Object.entries(options).map(([option, { type, multiple = false }]) => [option, { type, multiple }]),
  ) as Record<keyof Commands[Name]['options'] & string, OptionSpecification>;
}
