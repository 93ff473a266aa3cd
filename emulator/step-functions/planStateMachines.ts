import {
  assetText,
  TemplateRefused,
  type Refusal,
  type ResolvedResource,
  type ResolvedTemplate,
} from '../template/index.ts';
import { loadStateMachine } from './loadStateMachine.ts';
import type { StateMachineOptions } from './StateMachines.ts';

export interface PlannedStateMachine extends Omit<StateMachineOptions, 'services'> {
  resource: ResolvedResource;
}

/** The state machines of the template. @throws TemplateRefused for each that uses what is not emulated */
export function planStateMachines(template: ResolvedTemplate): PlannedStateMachine[] {
  const refusals: Refusal[] = [];
  const planned = template.ofType('AWS::StepFunctions::StateMachine').flatMap((resource) => {
    const { stack, logicalId, type, attributes, properties } = resource;
    const { DefinitionS3Location: location, DefinitionSubstitutions: substitutions } = properties;
    const logging = properties.LoggingConfiguration as { IncludeExecutionData?: unknown } | undefined;
    const machineType = properties.StateMachineType === 'EXPRESS' ? 'EXPRESS' : 'STANDARD';
    try {
      const definition =
        location === undefined
          ? (properties.DefinitionString ?? properties.Definition)
          : assetText(template.assembly, location, `${stack}/${logicalId}`);
      const filled = (substitutions ?? {}) as Record<string, unknown>;
      return [
        {
          ...loadStateMachine(definition as string | object, filled, machineType),
          resource,
          name: String(attributes.Name),
          arn: String(attributes.Arn),
          roleArn: String(properties.RoleArn),
          type: machineType as PlannedStateMachine['type'],
          logsExecutionData: String(logging?.IncludeExecutionData) === 'true',
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
