import { join } from 'node:path';
import { mergeSchema } from '../schema/mergeSchema.ts';
import { buildFunctions } from './buildFunctions.ts';
import { buildModel } from './buildModel.ts';
import { buildResolvers } from './buildResolvers.ts';
import { writeOutputs } from './Outputs.ts';
import type { Outputs } from './Outputs.ts';

/**
 * Builds everything that is deployed: the schema, the resolvers, the functions and the model's image folder
 * (docs/contracts.md, "Build output"). The same input gives the same bytes.
 * @param root the repository
 * @param folder where to write; made to hold nothing else
 * @returns what was written, path below `folder` to content
 */
export async function buildAll(root: string, folder: string = join(root, 'build')): Promise<Outputs> {
  const parts = await Promise.all([buildResolvers(root), buildFunctions(root), buildModel(root)]);
  const outputs: Outputs = new Map([['schema.graphql', mergeSchema(root)], ...parts.flatMap((part) => [...part])]);
  writeOutputs(folder, outputs);
  return outputs;
}
