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

/** Reads the REPORT lines that Lambda writes at the end of each invocation, and the lines of executions that ended. */
export class InvocationLogs {
  readonly #functions: { name: string; megabytes: number; file: string }[];
  readonly #workflowLogs: string[];
  readonly #read = new Map<string, number>();

  constructor(cloud: Cloud, logFolder: string) {
    this.#functions = cloud.template.ofType('AWS::Lambda::Function').map(({ ref, logicalId, properties }) => ({
      // CDK's logical id without its hash.
      name: logicalId.replace(/[0-9A-F]{8}$/, ''),
      megabytes: Number(properties.MemorySize),
      file: join(logFolder, `${ref}.log`),
    }));
    this.#workflowLogs = cloud.template
      .ofType('AWS::StepFunctions::StateMachine')
      .filter(({ properties }) => properties.StateMachineType === 'EXPRESS')
      .map(({ ref }) => join(logFolder, `${String(ref).split(':').at(-1)}.log`));
  }

  /** Executions of Express workflows that ended since the last time. */
  takeExecutions(): { count: number; seconds: number } {
    const lines = this.#workflowLogs.flatMap((file) => this.#newText(file).split('\n').filter(Boolean));
    const milliseconds = lines.map((line) => (JSON.parse(line) as { milliseconds: number }).milliseconds);
    return { count: lines.length, seconds: milliseconds.reduce((sum, one) => sum + one, 0) / 1000 };
  }

  /** What each function did since the last time; those that did nothing are left out. */
  take(): Invocations[] {
    return this.#functions.flatMap(({ name, megabytes, file }) => {
      const durations = [...this.#newText(file).matchAll(/^REPORT .* Duration: ([\d.]+) ms$/gm)];
      if (durations.length === 0) return [];
      const sorted = durations.map(([, milliseconds]) => Number(milliseconds)).sort((a, b) => a - b);
      const quarter = sorted[Math.floor(sorted.length / 4)];
      return [{ function: name, megabytes, calls: sorted.length, seconds: (sorted.length * quarter) / 1000 }];
    });
  }

  #newText(file: string): string {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const read = this.#read.get(file) ?? 0;
    this.#read.set(file, text.length);
    return text.slice(read);
  }
}
