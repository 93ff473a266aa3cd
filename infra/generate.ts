/**
 * `npm run generate [-- --check]`: writes `schema/generated/` from the schema, the operations and the event types.
 * With `--check` nothing is written: files that are missing, different or left over are listed and the exit code is 1.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { executeCodegen, loadCodegenConfig } from '@graphql-codegen/cli';
import { renderEventTypeEnum } from './schema/renderEventTypeEnum.ts';
import { renderEvidence } from './schema/renderEvidence.ts';
import { renderRetention } from './schema/renderRetention.ts';

const root = join(import.meta.dirname, '..');
const generatedFolder = join(root, 'schema', 'generated');
const eventTypeFile = join(generatedFolder, 'eventType.graphql');

/** Files below a folder with their text; empty when there is no such folder. */
function readFolder(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [path, readFileSync(path, 'utf8')]));
}

/** Absolute path to text of everything that belongs into `schema/generated/`. */
async function generate(eventTypes: string): Promise<Map<string, string>> {
  const { config } = await loadCodegenConfig({ configFilePath: join(root, 'codegen.yml') });
  const pointers = [config.schema ?? []].flat().filter((pointer) => pointer !== 'schema/generated/eventType.graphql');
  const { result, error } = await executeCodegen({
    ...config,
    // The enum in memory, so that a check does not depend on the file that it checks.
    schema: [...pointers, eventTypes],
    cwd: root,
    silent: true,
    ignoreNoDocuments: true,
  });
  if (error) throw error;
  return new Map(result.map(({ filename, content }) => [resolve(root, filename), content]));
}

const registered = readFileSync(join(root, 'schema', 'eventTypes.json'), 'utf8');
const eventTypes = renderEventTypeEnum(registered);
const wanted = await generate(eventTypes);
wanted.set(eventTypeFile, eventTypes);
wanted.set(join(generatedFolder, 'retention.ts'), renderRetention(registered));
wanted.set(join(generatedFolder, 'evidence.ts'), renderEvidence(registered));
const present = readFolder(generatedFolder);
const changed = [...wanted.keys()].filter((path) => present.get(path) !== wanted.get(path));
const leftOver = [...present.keys()].filter((path) => !wanted.has(path));
const stale = [...changed, ...leftOver].map((path) => relative(root, path)).sort();

if (process.argv.includes('--check')) {
  if (stale.length > 0) {
    console.error(`Stale generated files:\n${stale.map((path) => `  ${path}`).join('\n')}\nRun \`npm run generate\`.`);
    process.exitCode = 1;
  } else {
    console.log(`schema/generated is up to date (${wanted.size} files).`);
  }
} else {
  for (const path of leftOver) rmSync(path);
  for (const path of changed) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, wanted.get(path) ?? '');
  }
  console.log(stale.length > 0 ? `Wrote ${stale.join(', ')}` : 'schema/generated was up to date.');
}
