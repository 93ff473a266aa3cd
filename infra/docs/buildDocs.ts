/**
 * `npm run docs`: gathers every page and picture of the repository and the reference, which it writes from the schema, installs
 * VitePress into docs/ and builds the site in build/docs.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSchema } from 'graphql';
import { mergeSchema } from '../schema/mergeSchema.ts';
import { renderReference } from './renderReference.ts';

const root = join(import.meta.dirname, '..', '..');
const docs = join(root, 'docs');
const pages = join(docs, '.vitepress', 'pages');
const appsync = readFileSync(join(root, 'infra', 'schema', 'appsync.graphql'), 'utf8');

rmSync(pages, { recursive: true, force: true });
const known = execFileSync('git', ['ls-files', '*.md', '*.svg', '*.png', '*.webp'], { cwd: root, encoding: 'utf8' })
  .trim()
  .split('\n');
for (const page of known.filter((path) => !path.startsWith('test/'))) {
  mkdirSync(dirname(join(pages, page)), { recursive: true });
  copyFileSync(join(root, page), join(pages, page));
}
const schema = buildSchema(`${appsync}\n${mergeSchema(root)}`);
writeFileSync(join(pages, 'docs', 'reference.md'), renderReference(schema));

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
