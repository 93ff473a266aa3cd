import type { EventType } from '../../schema/contract/eventTypes.ts';

/**
 * Which event types speak for their items, as a module that is small enough for a resolver: it has none of the
 * descriptions.
 * @param json the text of `schema/eventTypes.json`
 */
export function renderEvidence(json: string): string {
  const eventTypes = JSON.parse(json) as EventType[];
  const names = eventTypes.flatMap(({ name, evidenceWeight }) => (evidenceWeight > 0 ? [`  '${name}',`] : []));
  return `// Generated from schema/eventTypes.json by \`npm run generate\`.
/** Event types that speak for their items: those whose \`evidenceWeight\` is above 0. */
export const evidenceEventTypes: readonly string[] = [
${names.join('\n')}
];
`;
}
