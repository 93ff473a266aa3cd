import { CommandError } from '../CommandError.ts';

/** Names by which services say that credentials are not, or no longer, valid. */
const invalidCredentials = [
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'AuthFailure',
];
const unreachable = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH'];
const waysToCredentials =
  'Sign in as every AWS tool lets you (aws configure sso and AWS_PROFILE, or AWS_ACCESS_KEY_ID and its companions), or work in AWS CloudShell, which is signed in.';

interface ServiceError extends Error {
  $fault?: 'client' | 'server';
  $metadata?: { httpStatusCode?: number };
  code?: string;
}

/** Whether AWS refused a call because the credentials may not make it. */
export const isAccessDenied = (error: unknown): boolean =>
  error instanceof Error && /^(AccessDenied|UnauthorizedOperation|NotAuthorized)/.test(error.name);

/** The error as a sentence for a person where AWS made it; any other error as it is. */
export function explainAccountError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CommandError) return error;
  const { name, message, code, $metadata } = error as ServiceError;
  const say = (sentence: string): CommandError => new CommandError(sentence, { cause: error });
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError') {
    return say(`There are no AWS credentials (${message.split('\n')[0]}). ${waysToCredentials}`);
  }
  if (invalidCredentials.includes(name)) {
    return say(`AWS does not take these credentials (${name}: ${message}). ${waysToCredentials}`);
  }
  if (isAccessDenied(error)) return say(`These credentials may not do what is needed: ${message}`);
  if (code !== undefined && unreachable.includes(code)) {
    return say(`AWS cannot be reached (${code}); see to the network, then run the same command again.`);
  }
  if ($metadata !== undefined) {
    return say(`AWS refused (${name}: ${message}). The same command goes on from here once that is mended.`);
  }
  return error;
}
