import { join } from 'node:path';
import { ObjectStore } from '../s3/index.ts';
import type { ServiceModule } from '../service/ServiceModule.ts';
import { EmrServerlessApi } from './EmrServerlessApi.ts';
import { JobRuns } from './JobRuns.ts';
import { resourceTypes } from './resourceTypes.ts';

/** How EMR Serverless names its session when it takes a role. */
const session = 'EMRServerless';

/** Job runs of the template's applications, on the Spark of this machine. */
export const emrServerlessService: ServiceModule<JobRuns> = {
  name: 'EMR Serverless',
  resourceTypes,
  stateFolders: ['emr-serverless'],
  plan: (template) => {
    const applications = new Map(
      template
        .ofType('AWS::EMRServerless::Application')
        .map(({ ref, attributes, properties }) => [
          String(ref),
          { arn: String(attributes.Arn), releaseLabel: String(properties.ReleaseLabel) },
        ]),
    );
    const roles = new Set(template.ofType('AWS::IAM::Role').map(({ attributes }) => String(attributes.Arn)));
    return ({ options, access, logFolder, region, gatewayUrl, serve, onReady, onStop }) => {
      const stores = new Map<string, ObjectStore>();
      const storeOf = (roleArn: string): ObjectStore => {
        const credentials = access.credentials.issue(roleArn, session);
        const store = stores.get(roleArn) ?? new ObjectStore({ endpoint: gatewayUrl, region, credentials });
        stores.set(roleArn, store);
        return store;
      };
      const jobRuns = new JobRuns({
        ...{ applications, storeOf, logFolder },
        ...{ spark: options.spark, assets: template.assembly.files, log: options.log },
        folder: join(options.stateFolder, 'emr-serverless'),
      });
      onReady(() => jobRuns.resume());
      onStop(async () => {
        await jobRuns.close();
        stores.forEach((store) => store.close());
      });
      serve(new EmrServerlessApi(jobRuns, access, roles));
      return jobRuns;
    };
  },
};
