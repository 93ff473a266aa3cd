import { visitorDays } from '../../schema/contract/limits.ts';
import { anonymousIdExpression, type NewVisitor } from '../../schema/contract/visitors.ts';
import { createServiceCaller, ServiceRefusal, type ServiceCallerOptions } from './createServiceCaller.ts';
import { SigningUnavailableError } from './errors.ts';

const anonymousIdPattern = new RegExp(anonymousIdExpression);

export type CallKeys = (operation: string, parameters: object) => Promise<unknown>;

/** Calls KMS. */
export const createKeyCaller = (
  options: Pick<ServiceCallerOptions, 'region' | 'credentials' | 'timeout'> & { endpoint?: string },
): CallKeys =>
  createServiceCaller({
    ...options,
    service: 'kms',
    target: 'TrentService',
    version: '1.1',
    endpoint: options.endpoint ?? `https://kms.${options.region}.amazonaws.com`,
  });

/** The signed ids of visitors (schema/contract/visitors.ts). Their MACs are KMS's, whose key nobody can read. */
export class VisitorSignature {
  readonly #call: CallKeys;
  readonly #keyId: string;

  /** @param keyId of an HMAC_256 key */
  constructor(call: CallKeys, keyId: string) {
    this.#call = call;
    this.#keyId = keyId;
  }

  /**
   * @param now milliseconds since 1970
   * @throws SigningUnavailableError
   */
  async sign(visitorId: string, now: number): Promise<NewVisitor> {
    const end = Math.floor(now / 1000) + visitorDays * 86_400;
    const { Mac } = (await this.#ask('GenerateMac', { Message: messageOf(visitorId, end) }).catch(unavailable)) as {
      Mac: string;
    };
    const mac = Buffer.from(Mac, 'base64').toString('base64url');
    return { visitorId, anonymousId: `${visitorId}~${end}~${mac}`, expiresAt: new Date(end * 1000).toISOString() };
  }

  /**
   * @param now milliseconds since 1970
   * @returns the visitor; undefined when the id is not signed by this key, or its end has come
   * @throws SigningUnavailableError
   */
  async verify(anonymousId: string, now: number): Promise<string | undefined> {
    const [, visitorId, end, mac] = anonymousIdPattern.exec(anonymousId) ?? [];
    if (visitorId === undefined || Number(end) * 1000 <= now) return undefined;
    const Mac = Buffer.from(mac, 'base64url').toString('base64');
    try {
      await this.#ask('VerifyMac', { Message: messageOf(visitorId, Number(end)), Mac });
      return visitorId;
    } catch (cause) {
      if (cause instanceof ServiceRefusal && cause.answer.includes('KMSInvalidMacException')) return undefined;
      return unavailable(cause as Error);
    }
  }

  #ask(operation: string, parameters: object): Promise<unknown> {
    return this.#call(operation, { KeyId: this.#keyId, MacAlgorithm: 'HMAC_SHA_256', ...parameters });
  }
}

const unavailable = (cause: Error): never => {
  throw new SigningUnavailableError(cause.message, { cause });
};

/** What is signed, as KMS takes bytes. */
const messageOf = (visitorId: string, end: number): string => Buffer.from(`${visitorId}~${end}`).toString('base64');
