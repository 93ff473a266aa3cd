import { valueMeanings, type EventType } from '../../schema/contract/eventTypes.ts';
import { InfraError } from '../errors.ts';

// GraphQL's rule for enum values, narrowed to the house's case: https://spec.graphql.org/October2021/#sec-Enums
const enumValue = /^[A-Z][A-Z0-9_]*$/;

/**
 * The registered event types as a GraphQL enum.
 * @param json the text of `schema/eventTypes.json`
 * @throws InfraError `INVALID_EVENT_TYPE` for a name that GraphQL does not take, a name given twice, a missing weight or an unknown valueMeaning
 */
export function renderEventTypeEnum(json: string): string {
  const eventTypes = JSON.parse(json) as EventType[];
  const names = new Set<string>();
  const values = eventTypes.map(({ name, trendWeight, evidenceWeight, valueMeaning = 'NONE', description }) => {
    const hasWeights = Number.isFinite(trendWeight) && Number.isFinite(evidenceWeight);
    if (!enumValue.test(name) || names.has(name) || !hasWeights || !valueMeanings.includes(valueMeaning)) {
      throw new InfraError(
        'INVALID_EVENT_TYPE',
        `schema/eventTypes.json: "${name}" with trendWeight ${trendWeight}, evidenceWeight ${evidenceWeight} and ` +
          `valueMeaning ${valueMeaning} is not a new UPPER_SNAKE name with numbers as weights and a valueMeaning of ` +
          `${valueMeanings.join(', ')} or none. Correct the entry and run \`npm run generate\`.`,
      );
    }
    names.add(name);
    return `  ${JSON.stringify(description)}\n  ${name}`;
  });
  return `# Generated from schema/eventTypes.json by \`npm run generate\`.
"The registered event types."
enum EventType {
${values.join('\n')}
}
`;
}
