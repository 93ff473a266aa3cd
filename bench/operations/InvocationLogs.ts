import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from '../../emulator/index.ts';

/** What one function did. */
export interface Invocations {
  function: string;
  megabytes: number;
  calls: number;
  /** Of all calls, if each had taken as long as the slowest of the fastest quarter. */
  seconds: number;
}

/** Reads the REPORT lines that Lambda writes at the end of each invocation. */
export class InvocationLogs {
  readonly #functions: { name: string; megabytes: number; file: string }[];
  readonly #read = new Map<string, number>();

  constructor(cloud: Cloud, logFolder: string) {
    this.#functions = cloud.template.ofType('AWS::Lambda::Function').map(({ ref, logicalId, properties }) => ({
      // CDK's logical id without its hash.
      name: logicalId.replace(/[0-9A-F]{8}$/, ''),
      megabytes: Number(properties.MemorySize),
      file: join(logFolder, `${ref}.log`),
    }));
  }

  /** What each function did since the last time; those that did nothing are left out. */
  take(): Invocations[] {
    return this.#functions.flatMap(({ name, megabytes, file }) => {
      const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
      const durations = [...text.slice(this.#read.get(file) ?? 0).matchAll(/^REPORT .* Duration: ([\d.]+) ms$/gm)];
      this.#read.set(file, text.length);
      if (durations.length === 0) return [];
      const sorted = durations.map(([, milliseconds]) => Number(milliseconds)).sort((a, b) => a - b);
      const quarter = sorted[Math.floor(sorted.length / 4)];
      return [{ function: name, megabytes, calls: sorted.length, seconds: (sorted.length * quarter) / 1000 }];
    });
  }
}
