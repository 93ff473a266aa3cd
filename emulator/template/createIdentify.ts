import { createHash } from 'node:crypto';
import type { Machine, Naming, ResourceTypes } from './ResourceType.ts';
import type { Identify, PlacedResource, ResourceIdentity } from './TemplateValues.ts';

const alphabets = { UPPER: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', LOWER: 'abcdefghijklmnopqrstuvwxyz0123456789' };

const digest = (placed: PlacedResource, letters: keyof typeof alphabets, length: number, salt = ''): string => {
  const alphabet = alphabets[letters];
  const hash = createHash('sha256').update(`${placed.stack.name}/${placed.logicalId}/${salt}`).digest();
  return Array.from({ length }, (_, index) => alphabet[hash[index % hash.length]! % alphabet.length]).join('');
};

/** For types that have only a name, and types that are left alone: any attribute is a made-up ARN or name. */
const identifyByName = ({ placed, arn, name }: Naming): ResourceIdentity => {
  const [, service = 'local', kind = 'resource'] = placed.resource.Type.toLowerCase().split('::');
  const ref = name('Name', 128);
  const attributes = new Proxy<Record<string, unknown>>(
    {},
    {
      get: (_target, key) => (String(key).endsWith('Arn') ? arn(service, `${kind}/${ref}`) : `${ref}.${String(key)}`),
      getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }),
    },
  );
  return { ref, attributes };
};

/**
 * Names and ARNs of resources: as CloudFormation makes them, but the same at every start, so that data stay in reach.
 */
export const createIdentify =
  (types: ResourceTypes, machine: Machine): Identify =>
  (placed, values) => {
    const { stack, logicalId, resource } = placed;
    const text = (property: string): string =>
      String(values.resolve(stack, resource.Properties?.[property], `${stack.name}/${logicalId}.${property}`) ?? '');
    const naming: Naming = {
      placed,
      machine,
      text,
      name: (property, length) => {
        const given = text(property);
        const suffix = digest(placed, 'UPPER', 12);
        return given === '' ? `${`${stack.name}-${logicalId}`.slice(0, length - 13)}-${suffix}` : given;
      },
      arn: (service, path) => `arn:aws:${service}:${stack.region}:${stack.account}:${path}`,
      digest: (letters, length, salt) => digest(placed, letters, length, salt),
    };
    const type = Object.hasOwn(types, resource.Type) ? types[resource.Type] : undefined;
    return (type?.identify ?? identifyByName)(naming);
  };
