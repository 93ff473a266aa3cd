import type { Call, PolicyDecisions, Principal } from './PolicyDecisions.ts';
import type { Resource, Resources } from './Resource.ts';

/** What a delivery needs: a call that passes, one of several that passes, or a role that a service may act as. */
export type Need = Call | { oneOf: Call[] } | Switch;

/** Who acts as a role: a service, or whoever in an account may. */
export type Switch = ({ service: string } | { account: string }) & { actsAs: string; context?: Call['context'] };

/** A delivery from one service to another that the templates set up. */
export interface Arrow {
  /** For instance `alarm → topic`. */
  kind: string;
  /** The ids of both ends. */
  name: string;
  needs: Need[];
}

/** What one resource sends, or fetches, by itself. */
export type ArrowsOf = (resource: Resource, resources: Resources) => Arrow[];

/** The needs of an arrow that are not met, as sentences. */
export function unmetNeeds(arrow: Arrow, decisions: PolicyDecisions): string[] {
  return arrow.needs.filter((need) => !isMet(need, decisions)).map((need) => `${arrow.name}: ${describe(need)}`);
}

function isMet(need: Need, decisions: PolicyDecisions): boolean {
  if ('actsAs' in need) return decisions.maySwitch(switcherOf(need), need.actsAs, need.context);
  return 'oneOf' in need ? need.oneOf.some((call) => decisions.allows(call)) : decisions.allows(need);
}

const switcherOf = (need: Switch): Principal =>
  'service' in need ? { service: need.service } : { role: `arn:aws:iam::${need.account}:root` };

/** The actions that a need asks for. */
export function actionsOf(need: Need): string[] {
  if ('actsAs' in need) return ['sts:AssumeRole'];
  return 'oneOf' in need ? need.oneOf.map(({ action }) => action) : [need.action];
}

const nameOf = (principal: Principal): string => ('role' in principal ? principal.role : principal.service);
const describeCall = ({ principal, action, resource }: Call): string =>
  `${nameOf(principal)} may not ${action} on ${resource}`;

function describe(need: Need): string {
  if ('actsAs' in need) return `${nameOf(switcherOf(need))} may not act as ${need.actsAs}`;
  return 'oneOf' in need ? `none of: ${need.oneOf.map(describeCall).join('; ')}` : describeCall(need);
}
