import type { Credentials } from '../../identity/index.ts';
import { createKeyApi } from '../../kms/index.ts';
import { makeAccess, startTestGateway } from '../helpers/startTestGateway.ts';

const arnOf = (id: string): string => `arn:aws:kms:us-east-1:000000000000:key/${id}`;

/** Two keys behind the gateway, `macs` and `plain`, and the credentials of a role that may do this with both. */
export async function startKeys(actions: string[]): Promise<{ endpoint: string; credentials: Credentials }> {
  const { access, credentials } = makeAccess([
    { Effect: 'Allow', Action: actions.map((action) => `kms:${action}`), Resource: [arnOf('macs'), arnOf('plain')] },
  ]);
  const keys = [
    { id: 'macs', arn: arnOf('macs'), spec: 'HMAC_256' },
    { id: 'plain', arn: arnOf('plain'), spec: 'SYMMETRIC_DEFAULT' },
  ];
  // As keys of a state folder, the same for every gateway of a test.
  const api = createKeyApi(keys, (purpose) => Buffer.from(purpose.padEnd(32, '.')), access);
  return { endpoint: await startTestGateway(access, api), credentials };
}
