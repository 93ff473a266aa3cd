import type { ResourceTypes } from '../template/index.ts';

/** The resource types of EMR Serverless. */
export const resourceTypes: ResourceTypes = {
  'AWS::EMRServerless::Application': {
    uses: ['Name', 'Type'],
    ignores: [
      // Jobs run on this machine, on the Spark that is installed here.
      ...['Architecture', 'ReleaseLabel', 'ImageConfiguration', 'WorkerTypeSpecifications', 'NetworkConfiguration'],
      ...['AutoStartConfiguration', 'AutoStopConfiguration', 'InitialCapacity', 'MaximumCapacity'],
      ...['MonitoringConfiguration', 'DiskEncryptionConfiguration', 'SchedulerConfiguration', 'Tags'],
    ],
    check: ({ Type }) =>
      String(Type).toUpperCase() === 'SPARK' ? undefined : 'only applications for Spark are emulated',
    identify: ({ digest, arn }) => {
      const id = digest('LOWER', 16);
      return { ref: id, attributes: { ApplicationId: id, Arn: arn('emr-serverless', `/applications/${id}`) } };
    },
  },
};
