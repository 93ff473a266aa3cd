import type { Credentials } from '../emulator/identity/index.ts';

/** What a backend needs to ask an API. */
export interface BackendAccess {
  /** Of GraphQL. */
  endpoint: string;
  region: string;
  credentials: Credentials;
  /** Left out: they last as long as the local cloud's state. */
  expires?: Date;
}

/** Within single quotes a shell takes every character as it is, but for the quote itself. */
const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Lines for `eval` in a shell. */
export const asShell = ({ endpoint, region, credentials }: BackendAccess): string =>
  Object.entries({
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_REGION: region,
    RECSYNC_ENDPOINT: endpoint,
  })
    .map(([name, value]) => `export ${name}=${quote(value)}\n`)
    .join('');

/** What AWS's tools read from a `credential_process`: https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html */
export const asProcess = ({ credentials, expires }: BackendAccess): string =>
  `${JSON.stringify({
    Version: 1,
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    SessionToken: credentials.sessionToken,
    Expiration: expires?.toISOString(),
  })}\n`;
