import { AwsGateway, type ServiceApi, type StreamedApi } from '../../gateway/index.ts';
import {
  AccessControl,
  LocalKeys,
  Policies,
  RoleCredentials,
  type Credentials,
  type Statement,
} from '../../identity/index.ts';
import { folderOfTest } from './makeTemporaryFolder.ts';
import { onTestFinished } from 'vitest';

export const roleArn = 'arn:aws:iam::000000000000:role/tested';

/** Access control with one role that has these statements. */
export function makeAccess(statements: Statement[]): { access: AccessControl; credentials: Credentials } {
  const roles = new RoleCredentials(new LocalKeys(folderOfTest()));
  const policies = new Policies([
    {
      type: 'AWS::IAM::Role',
      ref: 'tested',
      attributes: { Arn: roleArn },
      properties: { Policies: [{ PolicyDocument: { Statement: statements } }] },
    },
  ]);
  return { access: new AccessControl(roles, policies), credentials: roles.issue(roleArn, 'test') };
}

/** The gateway in front of services, for the SDK's clients; it ends with the test. */
export async function startTestGateway(
  access: AccessControl,
  ...services: (ServiceApi | StreamedApi)[]
): Promise<string> {
  const gateway = new AwsGateway(access, services, (error) => {
    throw error;
  });
  const endpoint = await gateway.start();
  onTestFinished(() => gateway.stop());
  return endpoint;
}
