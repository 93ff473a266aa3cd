import type { ResolvedResource, ResolvedTemplate } from '../template/index.ts';

/**
 * Failed events can go to queues only.
 * @param arn where a resource sends them; undefined: nowhere
 * @throws TemplateRefused for the resource when that is no queue of the template
 */
export function assertQueue(template: ResolvedTemplate, resource: ResolvedResource, arn: string | undefined): void {
  if (arn !== undefined && !template.ofType('AWS::SQS::Queue').some(({ attributes }) => attributes.Arn === arn)) {
    template.refuse(resource, `its failures go to ${arn}, and only queues of the template are emulated for that`);
  }
}
