import type { ServiceModule } from '../service/ServiceModule.ts';
import {
  checkTemplate,
  createIdentify,
  readAssembly,
  TemplateValues,
  type Machine,
  type ResolvedTemplate,
  type ResourceTypes,
} from '../template/index.ts';

/** Reads a template that these services are to run. @throws AssemblyUnreadable, TemplateRefused */
export function readTemplate(
  templateFolder: string,
  services: readonly Pick<ServiceModule, 'resourceTypes'>[],
  machine: Machine,
): ResolvedTemplate {
  const types: ResourceTypes = Object.assign({}, ...services.map(({ resourceTypes }) => resourceTypes));
  return checkTemplate(new TemplateValues(readAssembly(templateFolder), createIdentify(types, machine)), types);
}
