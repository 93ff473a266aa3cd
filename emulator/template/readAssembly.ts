import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Assembly, Stack, Template } from './Assembly.ts';
import { AssemblyUnreadable } from './errors.ts';

/** What stands in for an account or region that the app leaves open. */
export const localAccount = '000000000000';
export const localRegion = 'us-east-1';

interface Artifact {
  type: string;
  environment?: string;
  properties?: { templateFile?: string; stackName?: string; file?: string };
}
interface AssetManifest {
  files?: Record<
    string,
    { source: { path?: string; executable?: string[] }; destinations: Record<string, { objectKey: string }> }
  >;
  dockerImages?: Record<
    string,
    {
      source: { directory?: string; dockerFile?: string };
      destinations: Record<string, { imageTag: string }>;
    }
  >;
}

const readJson = <T>(folder: string, file: string): T => {
  try {
    return JSON.parse(readFileSync(join(folder, file), 'utf8')) as T;
  } catch (error) {
    throw new AssemblyUnreadable(folder, `${file}: ${(error as Error).message}`, { cause: error });
  }
};

/** `aws://unknown-account/unknown-region` is how CDK writes what the app leaves open. */
const environmentOf = (text = ''): { account: string; region: string } => {
  const [, account, region] = /^aws:\/\/([^/]*)\/(.*)$/.exec(text) ?? [];
  return {
    account: account && account !== 'unknown-account' ? account : localAccount,
    region: region && region !== 'unknown-region' ? region : localRegion,
  };
};

const addAssets = (assembly: Assembly, manifest: AssetManifest): void => {
  for (const [id, { source, destinations }] of Object.entries(manifest.files ?? {})) {
    if (source.path === undefined) {
      throw new AssemblyUnreadable(assembly.folder, `asset ${id} is made by a command, which is not run here`);
    }
    for (const { objectKey } of Object.values(destinations)) {
      assembly.files.set(objectKey, resolve(assembly.folder, source.path));
    }
  }
  for (const { source, destinations } of Object.values(manifest.dockerImages ?? {})) {
    for (const { imageTag } of Object.values(destinations)) {
      if (source.directory !== undefined) {
        const folder = resolve(assembly.folder, source.directory);
        assembly.images.set(imageTag, { folder, dockerfile: source.dockerFile ?? 'Dockerfile' });
      }
    }
  }
};

/**
 * Reads a folder that `cdk synth` wrote: the stacks, and the assets by S3 object key and image tag.
 * https://docs.aws.amazon.com/cdk/v2/guide/deploy.html#deploy-how-synth-app
 * @throws AssemblyUnreadable
 */
export function readAssembly(folder: string): Assembly {
  if (!existsSync(join(folder, 'manifest.json'))) {
    throw new AssemblyUnreadable(folder, 'it has no manifest.json');
  }
  const { artifacts = {} } = readJson<{ artifacts?: Record<string, Artifact> }>(folder, 'manifest.json');
  const assembly: Assembly = { folder: resolve(folder), stacks: [], files: new Map(), images: new Map() };
  for (const [id, { type, environment, properties = {} }] of Object.entries(artifacts)) {
    if (type === 'cdk:cloud-assembly') {
      throw new AssemblyUnreadable(folder, `${id} is a nested stage; synthesize the stage on its own`);
    }
    if (type === 'aws:cloudformation:stack' && properties.templateFile !== undefined) {
      const template = readJson<Template>(folder, properties.templateFile);
      const stack: Stack = { name: properties.stackName ?? id, ...environmentOf(environment), template };
      assembly.stacks.push(stack);
    }
    if (type === 'cdk:asset-manifest' && properties.file !== undefined) {
      addAssets(assembly, readJson<AssetManifest>(folder, properties.file));
    }
  }
  return assembly;
}
