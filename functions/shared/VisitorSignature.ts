import { visitorDays } from '../../schema/contract/limits.ts';
import { anonymousIdExpression, type NewVisitor } from '../../schema/contract/visitors.ts';
import { createJsonCaller, type CallJson, type JsonAnswer, type JsonCallerOptions } from './createJsonCaller.ts';
import { SigningUnavailableError } from './errors.ts';

const anonymousIdPattern = new RegExp(anonymousIdExpression);

/** Calls KMS; AWS's own error type is in its answer. */
export const createKeyCaller = (
  options: Pick<JsonCallerOptions, 'region' | 'credentials' | 'timeout'> & { endpoint?: string },
): CallJson =>
  createJsonCaller({
    ...options,
    service: 'kms',
    target: 'TrentService',
    contentType: 'application/x-amz-json-1.1',
    endpoint: options.endpoint ?? `https://kms.${options.region}.amazonaws.com`,
  });

/** The signed ids of visitors (schema/contract/visitors.ts). Their MACs are KMS's, whose key nobody can read. */
export class VisitorSignature {
  readonly #call: CallJson;
  readonly #keyId: string;

  /** @param keyId of an HMAC_256 key */
  constructor(call: CallJson, keyId: string) {
    this.#call = call;
    this.#keyId = keyId;
  }

  /**
   * @param now milliseconds since 1970
   * @throws SigningUnavailableError
   */
  async sign(visitorId: string, now: number): Promise<NewVisitor> {
    const end = Math.floor(now / 1000) + visitorDays * 86_400;
    const { status, text } = await this.#ask('GenerateMac', { Message: messageOf(visitorId, end) });
    if (status !== 200) throw new SigningUnavailableError(`status ${status}: ${text.slice(0, 300)}`);
    const { Mac } = JSON.parse(text) as { Mac: string };
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
    const { status, text } = await this.#ask('VerifyMac', { Message: messageOf(visitorId, Number(end)), Mac });
    if (status === 200) return visitorId;
    if (text.includes('KMSInvalidMacException')) return undefined;
    throw new SigningUnavailableError(`status ${status}: ${text.slice(0, 300)}`);
  }

  async #ask(operation: string, parameters: object): Promise<JsonAnswer> {
    try {
      return await this.#call(operation, { KeyId: this.#keyId, MacAlgorithm: 'HMAC_SHA_256', ...parameters });
    } catch (cause) {
      throw new SigningUnavailableError((cause as Error).message, { cause });
    }
  }
}

/** What is signed, as KMS takes bytes. */
const messageOf = (visitorId: string, end: number): string => Buffer.from(`${visitorId}~${end}`).toString('base64');
