import { join } from 'node:path';
import { RoleStores, type ObjectStore } from '../s3/index.ts';
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
      const stores = new RoleStores({ access, gatewayUrl, region, session });
      const storeOf = (roleArn: string): ObjectStore => stores.of(roleArn);
      const jobRuns = new JobRuns({
        ...{ applications, storeOf, logFolder },
        ...{ spark: options.spark, assets: template.assembly.files, log: options.log },
        folder: join(options.stateFolder, 'emr-serverless'),
      });
      onReady(() => jobRuns.resume());
      onStop(async () => {
        await jobRuns.close();
        stores.close();
      });
      serve(new EmrServerlessApi(jobRuns, access, roles));
      return jobRuns;
    };
  },
};
