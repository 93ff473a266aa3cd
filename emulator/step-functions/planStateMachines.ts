import { assetText, TemplateRefused, type Refusal, type ResolvedTemplate } from '../template/index.ts';
import { loadStateMachine } from './loadStateMachine.ts';
import type { StateMachineOptions } from './StateMachines.ts';

/** The state machines of the template. @throws TemplateRefused for each that uses what is not emulated */
export function planStateMachines(template: ResolvedTemplate): Omit<StateMachineOptions, 'services'>[] {
  const refusals: Refusal[] = [];
  const planned = template.ofType('AWS::StepFunctions::StateMachine').flatMap((resource) => {
    const { stack, logicalId, type, attributes, properties } = resource;
    const { DefinitionS3Location: location, DefinitionSubstitutions: substitutions } = properties;
    try {
      const definition =
        location === undefined
          ? (properties.DefinitionString ?? properties.Definition)
          : assetText(template.assembly, location, `${stack}/${logicalId}`);
      const loaded = loadStateMachine(definition as string | object, (substitutions ?? {}) as Record<string, unknown>);
      return [
        {
          ...loaded,
          name: String(attributes.Name),
          arn: String(attributes.Arn),
          roleArn: String(properties.RoleArn),
          type: properties.StateMachineType === 'EXPRESS' ? ('EXPRESS' as const) : ('STANDARD' as const),
        },
      ];
    } catch (error) {
      refusals.push({ stack, logicalId, type, reason: (error as Error).message });
      return [];
    }
  });
  if (refusals.length > 0) {
    throw new TemplateRefused(refusals);
  }
  return planned;
}
