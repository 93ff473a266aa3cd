import { join } from 'node:path';
import validate from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { readResources } from './permissions/readResources.ts';

/** What the Amazon States Language does not allow, and what an Express workflow cannot do; empty when all is well. */
function findProblems(definition: object, type: 'EXPRESS' | 'STANDARD'): string {
  const { isValid, errorsText } = validate(structuredClone(definition));
  if (!isValid) return errorsText();
  // https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
  const waits = /"arn:aws:states:::[^"]*\.(sync(:2)?|waitForTaskToken)"/.exec(JSON.stringify(definition));
  return waits && type === 'EXPRESS' ? `an Express workflow does not wait for ${waits[0]}` : '';
}

describe('the state machines in cdk.out', () => {
  const machines = readResources(join(import.meta.dirname, '..', '..', 'cdk.out')).ofType(
    'AWS::StepFunctions::StateMachine',
  );

  it('are what Step Functions takes', () => {
    expect(machines.length).toBeGreaterThan(0);
    for (const { id, properties } of machines) {
      const definition = JSON.parse(String(properties.DefinitionString)) as object;
      expect(findProblems(definition, properties.StateMachineType), id).toBe('');
    }
  });

  const task = 'arn:aws:states:::dynamodb:putItem';
  it.each([
    ['a state that is not there', { A: { Type: 'Task', Resource: task, Next: 'B' } }, 'MISSING_TRANSITION_TARGET'],
    ['no end', { A: { Type: 'Task', Resource: task } }, 'TERMINAL_STATE_WITH_NEXT'],
    ['a state of no known type', { A: { Type: 'Tusk', Resource: task, End: true } }, 'SCHEMA_VALIDATION_FAILED'],
    [
      'a path that is none',
      { A: { Type: 'Task', Resource: task, InputPath: '$.[', End: true } },
      'SCHEMA_VALIDATION_FAILED',
    ],
    [
      'a task that waits',
      { A: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', End: true } },
      'does not wait for',
    ],
  ])('are refused with %s', (_what, States, problem) => {
    expect(findProblems({ StartAt: 'A', States }, 'EXPRESS')).toContain(problem);
  });
});
