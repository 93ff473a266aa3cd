import { readdirSync, readFileSync } from 'node:fs';

/** What a process holds. */
export interface ProcessReading {
  readonly pid: number;
  /** What runs in it, short enough for a table. */
  readonly name: string;
  /** Resident memory: `VmRSS` of proc_pid_status(5). */
  readonly mebibytes: number;
  /** Open files and sockets. */
  readonly descriptors: number;
}

/** A process and all below it (Linux). Those that end meanwhile are left out. */
export function readProcesses(root: number): ProcessReading[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = /^PPid:\s*(\d+)/m.exec(read(`/proc/${name}/status`))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isBelow = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
      if (at === root) return true;
    return false;
  };
  return [...parents.keys()].filter(isBelow).flatMap((pid) => {
    const kibibytes = /^VmRSS:\s*(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1];
    const descriptors = namesIn(`/proc/${pid}/fd`);
    if (kibibytes === undefined || descriptors === undefined) return [];
    return [{ pid, name: nameOf(pid), mebibytes: Number(kibibytes) / 1024, descriptors: descriptors.length }];
  });
}

/** The program, the script that it runs, and the function where it runs one. */
function nameOf(pid: number): string {
  const [program = '', ...words] = read(`/proc/${pid}/cmdline`).split('\0');
  const last = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  const script = words.find((word) => /\.(ts|mjs|js|cjs)$/.test(word));
  const task = /^LAMBDA_TASK_ROOT=.*\/(.+)$/m.exec(read(`/proc/${pid}/environ`).replaceAll('\0', '\n'))?.[1];
  return [last(program), script && last(script), task].filter(Boolean).join(' ');
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function namesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder);
  } catch {
    return undefined;
  }
}
