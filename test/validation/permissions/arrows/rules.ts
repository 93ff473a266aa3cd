import type { ArrowsOf } from '../Arrow.ts';
import { calls, sourceOf } from '../needs.ts';

/**
 * EventBridge starts a workflow as the role of the rule's target, and calls a function in its own name:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html, …/eb-use-resource-based.html
 */
export const rules: ArrowsOf = (rule, resources) =>
  (rule.properties.Targets as { Arn: string; RoleArn?: string; DeadLetterConfig?: object }[]).map((target) => {
    const machine = resources.get(target.Arn);
    if (machine.type === 'AWS::Lambda::Function' && !target.RoleArn && !target.DeadLetterConfig) {
      return {
        kind: 'schedule → function',
        name: `${rule.id} → ${machine.id}`,
        needs: calls(
          { service: 'events.amazonaws.com' },
          machine.arn,
          ['lambda:InvokeFunction'],
          sourceOf(rule, resources),
        ),
      };
    }
    const role = String(target.RoleArn);
    if (machine.type !== 'AWS::StepFunctions::StateMachine' || target.DeadLetterConfig) {
      throw new Error(`Nobody has said what ${rule.id} needs for ${machine.type} (rules.ts).`);
    }
    return {
      kind: 'schedule → workflow',
      name: `${rule.id} → ${machine.id}`,
      needs: [
        { service: 'events.amazonaws.com', actsAs: role, context: sourceOf(rule, resources) },
        ...calls({ role }, machine.arn, ['states:StartExecution']),
      ],
    };
  });
