import { services } from '../../cloud/index.ts';
import {
  createIdentify,
  readAssembly,
  TemplateValues,
  type ResourceTypes,
  type Template,
} from '../../template/index.ts';
import { writeTemplateFolder } from '../helpers/writeTemplateFolder.ts';

export const machine = { port: 4000, derive: () => Buffer.alloc(32) };
export const resourceTypes: ResourceTypes = Object.assign({}, ...services.map((module) => module.resourceTypes));

/** Writes templates as `cdk synth` lays them out, and opens them. */
export const writeAssembly = (templates: Record<string, Template>): TemplateValues =>
  new TemplateValues(readAssembly(writeTemplateFolder(templates)), createIdentify(resourceTypes, machine));
