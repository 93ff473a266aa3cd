import { join } from 'node:path';
import type { ServiceModule } from '../service/ServiceModule.ts';
import { Buckets } from './Buckets.ts';
import { readLifecycle } from './lifecycle.ts';
import { resourceTypes } from './resourceTypes.ts';
import { S3Api } from './S3Api.ts';

const hour = 3_600_000;

/** Buckets as folders. */
export const s3Service: ServiceModule<Buckets> = {
  name: 'S3',
  resourceTypes,
  stateFolders: ['buckets'],
  plan: (template) => {
    const definitions = template.ofType('AWS::S3::Bucket').map(({ ref, attributes, properties }) => ({
      name: ref,
      arn: String(attributes.Arn),
      rules: readLifecycle(properties.LifecycleConfiguration),
    }));
    return ({ options, access, serve, onStop }) => {
      const buckets = new Buckets(join(options.stateFolder, 'buckets'), definitions);
      // What has ended is no longer seen; its bytes go now and then.
      buckets.expire();
      const sweep = setInterval(() => buckets.expire(), hour).unref();
      onStop(() => clearInterval(sweep));
      serve(new S3Api(buckets, access));
      return buckets;
    };
  },
};
