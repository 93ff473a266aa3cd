import type { Assembly } from './Assembly.ts';
import { TemplateRefused } from './errors.ts';

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

/** A resource that has no effect here. */
export interface AcceptedResource {
  stack: string;
  logicalId: string;
  type: string;
  reason: string;
}

/** What all stacks of a template hold together: what services plan from. */
export class ResolvedTemplate {
  readonly assembly: Assembly;
  readonly running: ResolvedResource[];
  readonly accepted: AcceptedResource[];
  /** Of the first stack: where services answer that belong to no single resource. */
  readonly region: string;
  readonly accountId: string;

  constructor(assembly: Assembly, running: ResolvedResource[], accepted: AcceptedResource[]) {
    this.assembly = assembly;
    this.running = running;
    this.accepted = accepted;
    const [{ region, account } = { region: 'us-east-1', account: '000000000000' }] = assembly.stacks;
    this.region = region;
    this.accountId = account;
  }

  ofType(...types: string[]): ResolvedResource[] {
    return this.running.filter(({ type }) => types.includes(type));
  }

  /** @throws TemplateRefused for one resource */
  refuse({ stack, logicalId, type }: ResolvedResource, reason: string): never {
    throw new TemplateRefused([{ stack, logicalId, type, reason }]);
  }
}
