import type { PlacedResource, ResourceIdentity } from './TemplateValues.ts';

export type Properties = Record<string, unknown>;

/** What only the running machine knows, for names and addresses that depend on it. */
export interface Machine {
  /** Where the API answers. */
  port: number;
  /** A secret that lasts as long as the state folder. */
  derive(purpose: string): Buffer;
}

/** How a resource gets its names. */
export interface Naming {
  placed: PlacedResource;
  machine: Machine;
  /** The property's value when it is given, else a name as CloudFormation makes them, the same at every start. */
  name(property: string, length: number): string;
  /** The property as text; empty when it is not given. */
  text(property: string): string;
  arn(service: string, path: string): string;
  /** Letters and digits that are always the same for this resource. */
  digest(letters: 'UPPER' | 'LOWER', length: number, salt?: string): string;
}

/** A resource type that a service runs. */
export interface ResourceType {
  /** Properties that take effect. */
  uses: string[];
  /** Properties without a local effect (encryption, tracing, tags). Any other property is refused. */
  ignores?: string[];
  /** A reason to refuse the resource for the value of a property. Gets resolved properties. */
  check?(properties: Properties): string | undefined;
  /** What `Ref` and `Fn::GetAtt` give. @defaultValue a made-up name, and an ARN for attributes that end in Arn */
  identify?(naming: Naming): ResourceIdentity;
}

export type ResourceTypes = Record<string, ResourceType>;

/** A value inside a property. */
export const valueAt = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Properties | undefined)?.[key], value);
