import type { EventType } from '../../schema/contract/eventTypes.ts';
import { InfraError } from '../errors.ts';

/**
 * How long interactions are kept, by event type, as a module that is small enough for a resolver: it has none of the
 * descriptions.
 * @param json the text of `schema/eventTypes.json`
 * @throws InfraError `INVALID_EVENT_TYPE` for days that are no whole number from 1 on
 */
export function renderRetention(json: string): string {
  const eventTypes = JSON.parse(json) as EventType[];
  const entries = eventTypes.flatMap(({ name, retentionDays }) => {
    if (retentionDays === undefined) return [];
    if (Number.isInteger(retentionDays) && retentionDays >= 1) return [`  ${name}: ${retentionDays},`];
    throw new InfraError(
      'INVALID_EVENT_TYPE',
      `schema/eventTypes.json: "${name}" has retentionDays ${retentionDays}, which is no whole number from 1 on. Correct ` +
        'the entry, or leave it out to keep such events, and run `npm run generate`.',
    );
  });
  return `// Generated from schema/eventTypes.json by \`npm run generate\`.
/** After how many days an interaction is deleted by itself. Those of other event types are kept. */
export const retentionDays: Readonly<Record<string, number>> = {
${entries.join('\n')}
};
`;
}
