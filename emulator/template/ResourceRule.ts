/** How the local cloud treats one resource type. */
export interface ResourceRule {
  /** RUNS: it works here. ACCEPTED: it has no effect on what a client sees here, and is left alone. */
  effect: 'RUNS' | 'ACCEPTED';
  /** RUNS: properties that take effect. */
  uses?: string[];
  /** RUNS: properties without a local effect (encryption, tracing, tags). Any other property is refused. */
  ignores?: string[];
  /** A reason to refuse the resource for the value of a property. Gets resolved properties. */
  check?(properties: Record<string, unknown>): string | undefined;
}
