/** `npm run docs`: writes the reference from the schema, installs VitePress into docs/ and builds the site in build/docs. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { mergeSchema } from '../schema/mergeSchema.ts';
import { renderReference } from './renderReference.ts';

const root = join(import.meta.dirname, '..', '..');
const docs = join(root, 'docs');
const appsync = readFileSync(join(root, 'infra', 'schema', 'appsync.graphql'), 'utf8');
writeFileSync(join(docs, 'reference.md'), renderReference(buildSchema(`${appsync}\n${mergeSchema(root)}`)));

const run = (program: string, ...given: string[]): void => {
  const { status } = spawnSync(program, given, { cwd: docs, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
};
// As the lock file of docs/ has it; npm notes there what it installed when it is done.
if (!existsSync(join(docs, 'node_modules', '.package-lock.json'))) {
  run('npm', 'ci', '--prefix', docs, '--no-audit', '--no-fund', '--loglevel=error');
}
run(process.execPath, join(docs, 'node_modules', 'vitepress', 'bin', 'vitepress.js'), 'build', docs);
console.log('The site is in build/docs; npx vitepress preview docs shows it.');
