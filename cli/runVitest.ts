import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './folders.ts';
import { makeRunFolder } from './makeRunFolder.ts';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/** A file that cannot even be loaded has no test that could fail; it counts as one. */
const brokenFiles = ({ testResults }: Report): number =>
  testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
  ).length;

const readReport = (file: string): Report | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
};

/** Runs the tests, showing their output, and counts the outcomes. */
export async function runVitest(commandLine: string[]): Promise<Counts> {
  const folder = makeRunFolder();
  const file = join(folder, 'report.json');
  try {
    const child = spawn(
      process.execPath,
      [
        join(repository, 'node_modules', 'vitest', 'vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
        ...commandLine,
      ],
      { cwd: repository, stdio: 'inherit' },
    );
    const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? 1)));
    const report = readReport(file);
    if (!report) {
      return { passed: 0, failed: 1, skipped: 0 };
    }
    const failed = report.numFailedTests + brokenFiles(report);
    return {
      passed: report.numPassedTests,
      // Unhandled errors make the run fail although every test passed.
      failed: failed === 0 && code !== 0 ? 1 : failed,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
