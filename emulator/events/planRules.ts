import { assertQueue } from '../sqs/index.ts';
import { valueAt, type Properties, type ResolvedResource, type ResolvedTemplate } from '../template/index.ts';
import { targetKind } from './createDelivery.ts';
import { parseSchedule, type Schedule } from './parseSchedule.ts';
import type { ScheduledRule, Target } from './ScheduledRule.ts';

const text = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));
const withoutEffect = ['Id', 'Arn', 'RoleArn', 'Input', 'DeadLetterConfig', 'RetryPolicy', 'SqsParameters'];

const readTarget = (template: ResolvedTemplate, resource: ResolvedResource, target: Properties): Target => {
  const { Arn, RoleArn, Input } = target;
  const unknown = Object.keys(target).find((name) => !withoutEffect.includes(name));
  if (unknown !== undefined) {
    template.refuse(resource, `${unknown} of its target is not emulated`);
  }
  const arn = String(Arn);
  const kind = targetKind(template, arn);
  if (kind === undefined) {
    template.refuse(resource, `its target ${arn} is no state machine, function, queue or topic of the template`);
  }
  const needsRole = kind === 'AWS::StepFunctions::StateMachine' || resource.type === 'AWS::Scheduler::Schedule';
  if (needsRole && RoleArn === undefined) {
    template.refuse(resource, `its target ${arn} needs a RoleArn`);
  }
  const deadLetterArn = text(valueAt(target, 'DeadLetterConfig', 'Arn'));
  assertQueue(template, resource, deadLetterArn);
  return { arn, roleArn: text(RoleArn), input: text(Input), deadLetterArn };
};

const readSchedule = (template: ResolvedTemplate, resource: ResolvedResource): Schedule => {
  try {
    return parseSchedule(String(resource.properties.ScheduleExpression));
  } catch (error) {
    return template.refuse(resource, (error as Error).message);
  }
};

/** The rules and schedules of the template. @throws TemplateRefused */
export function planRules(template: ResolvedTemplate): ScheduledRule[] {
  const plan = (resource: ResolvedResource, source: ScheduledRule['source'], targets: unknown): ScheduledRule => ({
    arn: String(resource.attributes.Arn),
    source,
    isEnabled: String(resource.properties.State ?? 'ENABLED') !== 'DISABLED',
    schedule: readSchedule(template, resource),
    targets: ((targets ?? []) as Properties[]).map((target) => readTarget(template, resource, target)),
  });
  return [
    ...template.ofType('AWS::Events::Rule').map((one) => plan(one, 'aws.events', one.properties.Targets)),
    ...template.ofType('AWS::Scheduler::Schedule').map((one) => plan(one, 'aws.scheduler', [one.properties.Target])),
  ];
}
