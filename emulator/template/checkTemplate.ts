import { TemplateRefused, type Refusal } from './errors.ts';
import { acceptedTypes } from './acceptedTypes.ts';
import { runningTypes } from './runningTypes.ts';
import type { PlacedResource, TemplateValues } from './TemplateValues.ts';

/** A resource that runs here, with its intrinsic functions worked out. */
export interface ResolvedResource {
  stack: string;
  logicalId: string;
  type: string;
  /** What `Ref` gives. */
  ref: string;
  attributes: Record<string, unknown>;
  properties: Record<string, unknown>;
}

/** What the template holds, by what happens to it here. */
export interface CheckedTemplate {
  running: ResolvedResource[];
  accepted: { stack: string; logicalId: string; type: string; reason: string }[];
}

const refusalReason = (placed: PlacedResource, properties: Record<string, unknown>): string | undefined => {
  const { uses = [], ignores = [], check } = runningTypes[placed.resource.Type]!;
  const reason = check?.(properties);
  if (reason !== undefined) {
    return reason;
  }
  const unknown = Object.keys(properties).filter((name) => !uses.includes(name) && !ignores.includes(name));
  return unknown.length > 0 ? `its ${unknown.join(', ')} is not emulated` : undefined;
};

/**
 * Sorts every resource into what runs and what is left alone.
 * @throws TemplateRefused with every resource that is neither, and every property and value that has no local meaning.
 */
export function checkTemplate(values: TemplateValues): CheckedTemplate {
  const refusals: Refusal[] = [];
  const checked: CheckedTemplate = { running: [], accepted: [] };
  for (const placed of values.resources()) {
    const { stack, logicalId, resource } = placed;
    const entry = { stack: stack.name, logicalId, type: resource.Type };
    if (Object.hasOwn(acceptedTypes, resource.Type)) {
      checked.accepted.push({ ...entry, reason: acceptedTypes[resource.Type]! });
      continue;
    }
    if (!Object.hasOwn(runningTypes, resource.Type)) {
      refusals.push({ ...entry, reason: 'this resource type is not emulated' });
      continue;
    }
    try {
      const place = `${stack.name}/${logicalId}`;
      const properties = values.resolve(stack, resource.Properties ?? {}, place) as Record<string, unknown>;
      const reason = refusalReason(placed, properties);
      if (reason === undefined) {
        checked.running.push({ ...entry, ...values.identity(placed), properties });
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
  return checked;
}
