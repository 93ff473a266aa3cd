import { createServiceCaller, ServiceRefusal } from '../shared/createServiceCaller.ts';
import type { ServiceCallerOptions } from '../shared/createServiceCaller.ts';
import { EndpointUnknownError } from './errors.ts';

export const absentEndpoint = 'NotFound';

/**
 * Makes the function that asks SageMaker for the state of an endpoint: InService and others, or `absentEndpoint`. It
 * throws EndpointUnknownError.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html
 */
export function createEndpointReader(options: Omit<ServiceCallerOptions, 'service' | 'target' | 'version'>) {
  const call = createServiceCaller({ ...options, service: 'sagemaker', target: 'SageMaker', version: '1.1' });
  return async (endpointName: string): Promise<string> => {
    try {
      const { EndpointStatus } = (await call('DescribeEndpoint', { EndpointName: endpointName })) as {
        EndpointStatus: string;
      };
      return EndpointStatus;
    } catch (cause) {
      if (cause instanceof ServiceRefusal && cause.answer.includes('Could not find endpoint')) return absentEndpoint;
      throw new EndpointUnknownError((cause as Error).message, { cause });
    }
  };
}
