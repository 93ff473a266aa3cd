import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { mergeTypeDefs } from '@graphql-tools/merge';
import { print } from 'graphql';
import { InfraError } from '../errors.ts';
import { findSchemaProblems } from './findSchemaProblems.ts';
import { renderEventTypeEnum } from './renderEventTypeEnum.ts';

// https://docs.aws.amazon.com/general/latest/gr/appsync.html (schema document size)
const largestSchemaBytes = 1024 * 1024;

/**
 * The schema as AppSync gets it: every `schema/*.graphql` and the enum of event types in one document, in which each
 * type stands once and AppSync's directives are kept. Scalars and directives of AppSync are not declared in it.
 * @param root the folder that holds `schema/`
 * @throws InfraError `SCHEMA_TOO_LARGE` above AppSync's 1 MB, `SCHEMA_REFUSED` with what AppSync would not take
 */
export function mergeSchema(root: string): string {
  const folder = join(root, 'schema');
  const documents = readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const eventTypes = renderEventTypeEnum(readFileSync(join(folder, 'eventTypes.json'), 'utf8'));
  const merged = `${print(mergeTypeDefs([...documents, eventTypes], { throwOnConflict: true }))}\n`;
  const bytes = Buffer.byteLength(merged);
  if (bytes > largestSchemaBytes) {
    throw new InfraError(
      'SCHEMA_TOO_LARGE',
      `The merged schema has ${bytes} bytes, AppSync takes ${largestSchemaBytes}. Remove types or shorten descriptions.`,
    );
  }
  const problems = findSchemaProblems(merged);
  if (problems.length > 0) {
    throw new InfraError('SCHEMA_REFUSED', `AppSync would refuse the merged schema:\n${problems.join('\n')}`);
  }
  return merged;
}
