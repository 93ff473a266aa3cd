import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * Reads lines of process ids, each line in place of the one before, until whoever writes them is gone: then it ends
 * those of the last line, each with its whole process group.
 */
const script = `
left=
while read -r line; do left=$line; done
for group in $left; do kill -s KILL -- "-$group"; done
`;

/**
 * Starts a shell that outlives this process by a moment and ends the children that it left: a process ended by SIGKILL
 * or a fault cannot do that by itself. Nothing is started where there is no POSIX shell.
 * @returns tells it which children run now; each must lead a process group
 */
export function startWatchdog(): (pids: number[]) => void {
  // Detached: what is sent to the process group of this process must not reach it.
  const shell = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  const input = shell.stdin as Socket;
  for (const part of [shell, input]) part.on('error', () => undefined).unref();
  return (pids) => void input.write(`${pids.join(' ')}\n`);
}
