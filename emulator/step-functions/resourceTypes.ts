import type { ResourceTypes } from '../template/index.ts';

/** The resource types of Step Functions. */
export const resourceTypes: ResourceTypes = {
  'AWS::StepFunctions::StateMachine': {
    uses: [
      'DefinitionString',
      'Definition',
      'DefinitionS3Location',
      'DefinitionSubstitutions',
      'RoleArn',
      'StateMachineType',
      'StateMachineName',
      'LoggingConfiguration',
    ],
    ignores: ['TracingConfiguration', 'Tags', 'EncryptionConfiguration'],
    identify: ({ name, arn }) => {
      const Name = name('StateMachineName', 80);
      const Arn = arn('states', `stateMachine:${Name}`);
      return { ref: Arn, attributes: { Arn, Name, StateMachineRevisionId: 'INITIAL' } };
    },
  },
};
