import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from '../../template/index.ts';
import { folderOfTest } from './makeTemporaryFolder.ts';

/**
 * Writes stacks by name as `cdk synth` lays them out.
 * @param images files of the folders that Docker would build, by image tag
 * @returns the folder, which goes with the test
 */
export function writeTemplateFolder(
  templates: Record<string, Template>,
  environment = 'aws://unknown-account/eu-west-1',
  images: Record<string, Record<string, string>> = {},
): string {
  const folder = folderOfTest();
  const writeJson = (name: string, content: unknown) => writeFileSync(join(folder, name), JSON.stringify(content));
  const artifacts: Record<string, unknown> = {};
  for (const [name, template] of Object.entries(templates)) {
    writeJson(`${name}.template.json`, template);
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      environment,
      properties: { templateFile: `${name}.template.json` },
    };
  }
  const dockerImages: Record<string, unknown> = {};
  for (const [tag, files] of Object.entries(images)) {
    mkdirSync(join(folder, tag));
    Object.entries(files).forEach(([name, text]) => writeFileSync(join(folder, tag, name), text));
    dockerImages[tag] = { source: { directory: tag }, destinations: { here: { imageTag: tag } } };
  }
  writeJson('assets.json', { version: '48.0.0', files: {}, dockerImages });
  artifacts.assets = { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } };
  writeJson('manifest.json', { version: '48.0.0', artifacts });
  return folder;
}
