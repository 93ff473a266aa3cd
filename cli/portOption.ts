import { CommandError } from './CommandError.ts';

/** @throws CommandError */
export function portOption(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new CommandError(`--port ${text} is not a port; give a number from 0 to 65535.`);
}
