/** `npm run schema:release`: keeps the schema and the clients' operations as they are now in `schema/released/`, for a release. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergeSchema } from './schema/mergeSchema.ts';

const root = join(import.meta.dirname, '..');
const released = join(root, 'schema', 'released');
const operations = join(root, 'schema', 'operations');
const documents = readdirSync(operations)
  .filter((name) => name.endsWith('.graphql'))
  .toSorted()
  .map((name) => readFileSync(join(operations, name), 'utf8').trim());

mkdirSync(released, { recursive: true });
writeFileSync(join(released, 'schema.graphql'), mergeSchema(root));
writeFileSync(join(released, 'operations.graphql'), `${documents.join('\n\n')}\n`);
console.log(`schema/released holds the schema and ${documents.length} documents.`);
