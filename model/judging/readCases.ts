import { join } from 'node:path';
import { readJsonRecords } from '../../data/read/readJsonRecords.ts';
import { filesBelow } from '../jobs/files.ts';
import { UnusableInputError } from '../jobs/runJob.ts';
import type { JudgedCase } from '../preparing/holdOut.ts';

/** The cases of the folder. @throws UnusableInputError `INVALID_CASES` */
export async function readCases(folder: string): Promise<JudgedCase[]> {
  const cases: JudgedCase[] = [];
  const files = (await filesBelow(folder)).filter((name) => /\.jsonl(\.gz)?$/.test(name));
  if (files.length === 0) throw new UnusableInputError('INVALID_CASES', `There is no cases.jsonl.gz in ${folder}.`);
  for (const file of files) {
    for await (const records of readJsonRecords(join(folder, file))) {
      for (const { line, value } of records) {
        if (!isCase(value)) throw new UnusableInputError('INVALID_CASES', `${file}, line ${line} is not a case.`);
        cases.push(value);
      }
    }
  }
  return cases;
}

function isCase(value: unknown): value is JudgedCase {
  const { now, isNewUser, history, liked, cold } = (value ?? {}) as Partial<Record<keyof JudgedCase, unknown>>;
  return (
    typeof now === 'number' &&
    typeof isNewUser === 'boolean' &&
    [history, liked, cold].every(Array.isArray) &&
    (liked as unknown[]).length > 0
  );
}
