import { readdirSync, readFileSync } from 'node:fs';

interface Process {
  parent: number;
  seconds: number;
}

/** Processor seconds of a process and of all below it, those that have ended included (Linux, /proc/<pid>/stat). */
export const readProcessTree = (root: number): number =>
  treeOf(root).reduce((sum, [, { seconds }]) => sum + seconds, 0);

/**
 * Memory that a process and all below it hold, in MiB, with shared pages counted once in all: a process that forks is not
 * twice as large (`Pss` of proc_pid_smaps_rollup(5)). Of 12 GiB it takes a fifth of a second.
 */
export const proportionalMemoryOf = (root: number): number =>
  treeOf(root).reduce((sum, [pid]) => sum + proportionalMemory(pid), 0);

function proportionalMemory(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}

function treeOf(root: number): [number, Process][] {
  const processes = new Map<number, Process>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const process = readProcess(Number(name));
    if (process) processes.set(Number(name), process);
  }
  const isBelow = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = processes.get(at)?.parent) {
      if (at === root) return true;
    }
    return false;
  };
  return [...processes].filter(([pid]) => isBelow(pid));
}

/** Processor seconds of everything on this machine that is not idle: the first line of proc_stat(5), in hundredths. */
export function readMachine(): number {
  const [, ...fields] = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0].trim().split(/\s+/);
  const [user, nice, system, , , interrupts, softInterrupts] = fields.map(Number);
  return (user + nice + system + interrupts + softInterrupts) / 100;
}

/** Fields 14 to 17 in hundredths of a second, own and of children that were waited for. See proc_pid_stat(5). */
function readProcess(pid: number): Process | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, which may hold anything, stands in brackets before.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { parent: Number(fields[1]), seconds: ticks / 100 };
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}
