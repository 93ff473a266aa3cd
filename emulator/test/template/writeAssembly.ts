import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from '../../template/index.ts';
import { createIdentify, readAssembly, TemplateValues } from '../../template/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';

export const addresses = {
  graphqlUrl: 'http://127.0.0.1:4000/graphql',
  realtimeUrl: 'wss://127.0.0.1:4000/graphql/realtime',
  apiKey: 'da2-key',
};

/** Writes templates as `cdk synth` lays them out, and opens them. */
export function writeAssembly(
  templates: Record<string, Template>,
  environment = 'aws://unknown-account/eu-west-1',
): TemplateValues {
  const folder = folderOfTest();
  const artifacts: Record<string, unknown> = {};
  for (const [name, template] of Object.entries(templates)) {
    writeFileSync(join(folder, `${name}.template.json`), JSON.stringify(template));
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      environment,
      properties: { templateFile: `${name}.template.json` },
    };
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ version: '48.0.0', artifacts }));
  return new TemplateValues(readAssembly(folder), createIdentify(addresses));
}
