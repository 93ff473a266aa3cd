import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { createApp } from '../../../infra/app.ts';
import { buildAll } from '../../../infra/bundles/buildAll.ts';

const root = join(import.meta.dirname, '..', '..', '..');

export interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

export interface Synthesized {
  outdir: string;
  buildFolder: string;
  data: Template;
  model: Template;
  training: Template;
  batch: Template;
  api: Template;
  operations: Template;
  /** The resources of a type in all stacks, by logical id. */
  all(type: string): [string, Resource][];
  close(): void;
}

let shared: Promise<Synthesized> | undefined;

/** The templates as a deployment without settings would get them: once for all the files of a worker, which only read. */
export async function synthesize(): Promise<Synthesized> {
  // Their folder goes with that of the run.
  shared ??= synthesizeAnew().then((made) => ({ ...made, close: () => undefined }));
  return shared;
}

/**
 * The templates in a folder of their own.
 * @param built an earlier build to synthesize from; left out, a new one is made
 */
export async function synthesizeAnew(context: Record<string, unknown> = {}, built?: string): Promise<Synthesized> {
  const folder = mkdtempSync(join(tmpdir(), 'recsync-infra-'));
  const close = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    return { ...(await makeTemplates(folder, context, built)), close };
  } catch (error) {
    close();
    throw error;
  }
}

async function makeTemplates(
  folder: string,
  context: Record<string, unknown>,
  built?: string,
): Promise<Omit<Synthesized, 'close'>> {
  const outdir = join(folder, 'cdk.out');
  const buildFolder = built ?? join(folder, 'build');
  if (!built) await buildAll(root, buildFolder);
  const { data, model, training, batch, api, operations } = createApp({
    outdir,
    buildFolder,
    now: new Date('2026-11-21T12:00:00Z'),
    context,
  });
  const templates = {
    data: Template.fromStack(data),
    model: Template.fromStack(model),
    training: Template.fromStack(training),
    batch: Template.fromStack(batch),
    api: Template.fromStack(api),
    operations: Template.fromStack(operations),
  };
  return {
    outdir,
    buildFolder,
    ...templates,
    all: (type) =>
      Object.values(templates).flatMap(
        (template) => Object.entries(template.findResources(type)) as [string, Resource][],
      ),
  };
}
