import { callOptimized } from './callService.ts';
import type { CallAnswer, CallAws } from './createAwsCalls.ts';

/**
 * What Step Functions puts on all that it makes in SageMaker, so that its role needs `sagemaker:AddTags`.
 * https://github.com/aws/aws-cdk/issues/26012, https://github.com/aws/aws-cdk/issues/32294
 */
const ownTag = { Key: 'MANAGED_BY_AWS', Value: 'STARTED_BY_STEP_FUNCTIONS' };

const isThere = ({ name, message }: Error): boolean =>
  name === 'SageMaker.ResourceInUseException' || message.includes('already existing');

/**
 * Makes a job, a model, an endpoint configuration or an endpoint.
 * @param kind as operations and members name it, for example `TrainingJob`
 * @param mayBeThere whether an earlier start may have made it and was killed before it could write that down: names are
 *   unique, so what is there by this name is then taken for it
 * @throws TaskFailed
 */
export async function createInSageMaker(
  call: CallAws,
  kind: string,
  input: Record<string, unknown>,
  mayBeThere: boolean,
): Promise<CallAnswer> {
  const Tags = [...((input.Tags as object[] | undefined) ?? []), ownTag];
  try {
    return await callOptimized(call, 'sagemaker', `create${kind}`, { ...input, Tags });
  } catch (error) {
    if (!mayBeThere || !isThere(error as Error)) throw error;
    const found = await callOptimized(call, 'sagemaker', `describe${kind}`, { [`${kind}Name`]: input[`${kind}Name`] });
    return { ...found, output: { [`${kind}Arn`]: found.output[`${kind}Arn`] } };
  }
}
