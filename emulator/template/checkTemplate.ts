import { acceptedTypes } from './acceptedTypes.ts';
import { TemplateRefused, type Refusal } from './errors.ts';
import { ResolvedTemplate, type AcceptedResource, type ResolvedResource } from './ResolvedTemplate.ts';
import type { Properties, ResourceType, ResourceTypes } from './ResourceType.ts';
import type { TemplateValues } from './TemplateValues.ts';

const refusalReason = ({ uses, ignores = [], check }: ResourceType, properties: Properties): string | undefined => {
  const reason = check?.(properties);
  if (reason !== undefined) {
    return reason;
  }
  const unknown = Object.keys(properties).filter((name) => !uses.includes(name) && !ignores.includes(name));
  return unknown.length > 0 ? `its ${unknown.join(', ')} is not emulated` : undefined;
};

/**
 * Sorts every resource into what runs and what is left alone.
 * @param types the resource types that run
 * @throws TemplateRefused with every resource that is neither, and every property and value that has no local meaning.
 */
export function checkTemplate(values: TemplateValues, types: ResourceTypes): ResolvedTemplate {
  const refusals: Refusal[] = [];
  const running: ResolvedResource[] = [];
  const accepted: AcceptedResource[] = [];
  for (const placed of values.resources()) {
    const { stack, logicalId, resource } = placed;
    const entry = { stack: stack.name, logicalId, type: resource.Type };
    if (Object.hasOwn(acceptedTypes, resource.Type)) {
      accepted.push({ ...entry, reason: acceptedTypes[resource.Type]! });
      continue;
    }
    if (!Object.hasOwn(types, resource.Type)) {
      refusals.push({ ...entry, reason: 'this resource type is not emulated' });
      continue;
    }
    try {
      const place = `${stack.name}/${logicalId}`;
      const properties = values.resolve(stack, resource.Properties ?? {}, place) as Properties;
      const reason = refusalReason(types[resource.Type]!, properties);
      if (reason === undefined) {
        running.push({ ...entry, ...values.identity(placed), properties });
      } else {
        refusals.push({ ...entry, reason });
      }
    } catch (error) {
      refusals.push({ ...entry, reason: (error as Error).message });
    }
  }
  if (refusals.length > 0) {
    throw new TemplateRefused(refusals);
  }
  return new ResolvedTemplate(values.assembly, running, accepted);
}
