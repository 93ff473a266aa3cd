import { filesBelow } from '../jobs/files.ts';

/** What does not matter to jobs: the object that keeps a prefix from being empty. */
const placeholder = 'about';

/** The pseudonyms of people who are to leave: a file for each of them, by its name. */
export async function readErased(folder: string): Promise<ReadonlySet<string>> {
  return new Set((await filesBelow(folder)).filter((name) => name !== placeholder));
}
