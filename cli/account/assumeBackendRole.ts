import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { CommandError } from '../CommandError.ts';
import type { AccountOptions } from '../deployOptions.ts';
import type { BackendAccess } from '../describeCredentials.ts';
import { Account } from './Account.ts';
import { deploymentName, readStack } from './stacks.ts';

/** The shortest that every account allows, and what a role allows that does not say otherwise. */
const seconds = 3600;

/**
 * Credentials of the deployment's role for backends, for an hour.
 * @throws CommandError, and what AWS refuses
 */
export async function assumeBackendRole({
  stage,
  region,
}: Pick<AccountOptions, 'stage' | 'region'>): Promise<BackendAccess> {
  const account = await Account.open(region);
  const sts = new STSClient({ region: account.region });
  try {
    const name = `${deploymentName(stage)}-api`;
    const stack = await readStack(account.cloudFormation, name);
    const { GraphqlUrl: endpoint, BackendRoleArn } = stack?.outputs ?? {};
    if (!endpoint || !BackendRoleArn) {
      throw new CommandError(
        `There is no ${name} with a role for backends in ${account.id}, ${account.region}; npm run deploy makes it.`,
      );
    }
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: BackendRoleArn, RoleSessionName: 'recsync-backend', DurationSeconds: seconds }),
    );
    return {
      endpoint,
      region: account.region,
      credentials: {
        accessKeyId: Credentials!.AccessKeyId!,
        secretAccessKey: Credentials!.SecretAccessKey!,
        sessionToken: Credentials!.SessionToken!,
      },
      expires: Credentials!.Expiration,
    };
  } finally {
    sts.destroy();
    account.close();
  }
}
