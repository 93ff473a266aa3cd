import { createHmac, timingSafeEqual } from 'node:crypto';
import { JsonApi, ServiceError } from '../gateway/index.ts';
import type { AccessControl, Principal } from '../identity/index.ts';

/** A key of the template. */
export interface KeyDefinition {
  id: string;
  arn: string;
  /** `SYMMETRIC_DEFAULT`, `HMAC_256`, … */
  spec: string;
}

const algorithm = 'HMAC_SHA_256';
/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html */
const longestMessage = 4096;

/**
 * KMS's GenerateMac and VerifyMac with keys of 256 bits, which last as long as the state folder.
 * https://docs.aws.amazon.com/kms/latest/developerguide/hmac.html
 * @param derive a secret for a purpose, always the same
 */
export function createKeyApi(
  definitions: KeyDefinition[],
  derive: (purpose: string) => Buffer,
  access: AccessControl,
): JsonApi {
  const macOf = (input: Record<string, unknown>, action: string, principal: Principal) => {
    const key = definitions.find(({ id, arn }) => input.KeyId === id || input.KeyId === arn);
    if (!key) throw new ServiceError('NotFoundException', `Key '${String(input.KeyId)}' does not exist`);
    access.require(principal, `kms:${action}`, key.arn);
    if (key.spec !== 'HMAC_256') {
      throw new ServiceError('InvalidKeyUsageException', `${key.arn} key usage is not valid for ${action}.`);
    }
    if (input.MacAlgorithm !== algorithm) {
      throw new ServiceError(
        'ValidationException',
        `Algorithm ${String(input.MacAlgorithm)} is incompatible with key spec ${key.spec}.`,
      );
    }
    const message = readBytes('message', input.Message, longestMessage);
    return {
      key,
      mac: createHmac('sha256', derive(`kms ${key.arn}`))
        .update(message)
        .digest(),
    };
  };
  return new JsonApi('kms', 'TrentService', {
    async GenerateMac(input, principal) {
      const { key, mac } = macOf(input, 'GenerateMac', principal);
      return { KeyId: key.arn, Mac: mac.toString('base64'), MacAlgorithm: algorithm };
    },
    async VerifyMac(input, principal) {
      const { key, mac } = macOf(input, 'VerifyMac', principal);
      const given = readBytes('mac', input.Mac, 6144);
      if (given.length !== mac.length || !timingSafeEqual(given, mac)) {
        throw new ServiceError('KMSInvalidMacException', 'The HMAC is not the one of the message.');
      }
      return { KeyId: key.arn, MacValid: true, MacAlgorithm: algorithm };
    },
  });
}

function readBytes(name: string, value: unknown, most: number): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'base64') : Buffer.alloc(0);
  if (bytes.length > 0 && bytes.length <= most) return bytes;
  throw new ServiceError(
    'ValidationException',
    `1 validation error detected: Value at '${name}' failed to satisfy constraint: ` +
      `Member must have length greater than or equal to 1 and less than or equal to ${most}`,
  );
}
