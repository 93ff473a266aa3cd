import { randomUUID } from 'node:crypto';
import { AuthenticationFailed } from '../errors.ts';
import type { LambdaMode, SignedRequest } from '../types.ts';

interface Answer {
  isAuthorized: boolean;
  resolverContext: Record<string, unknown>;
}

/** Which API asks. */
export interface AskingApi {
  apiId: string;
  accountId: string;
}

const refused = 'You are not authorized to make this call.';
const rememberedAnswers = 1000;

/**
 * Has a function say who sends a token, and remembers its answers as long as they count.
 * https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#aws-lambda-authorization
 */
export class LambdaAuthorizer {
  readonly #mode: LambdaMode;
  readonly #api: AskingApi;
  readonly #now: () => number;
  readonly #expression: RegExp | undefined;
  readonly #answers = new Map<string, { answer: Answer; until: number }>();

  constructor(mode: LambdaMode, api: AskingApi, now: () => number) {
    this.#mode = mode;
    this.#api = api;
    this.#now = now;
    this.#expression = mode.identityExpression ? new RegExp(`^(?:${mode.identityExpression})$`) : undefined;
  }

  /**
   * `ctx.identity` of whoever sends the token.
   * @throws AuthenticationFailed
   */
  async identify(token: string, request: SignedRequest): Promise<Record<string, unknown>> {
    if (this.#expression && !this.#expression.test(token)) throw new AuthenticationFailed(refused);
    const { isAuthorized, resolverContext } = await this.#answer(token, request);
    if (!isAuthorized) throw new AuthenticationFailed(refused);
    return { resolverContext };
  }

  async #answer(token: string, request: SignedRequest): Promise<Answer> {
    const known = this.#answers.get(token);
    if (known && known.until > this.#now()) return known.answer;
    this.#answers.delete(token);
    const { answer, ttl } = await this.#ask(token, request);
    if (ttl <= 0) return answer;
    if (this.#answers.size >= rememberedAnswers) this.#answers.delete(this.#answers.keys().next().value ?? '');
    this.#answers.set(token, { answer, until: this.#now() + ttl });
    return answer;
  }

  async #ask(token: string, { headers, body }: SignedRequest): Promise<{ answer: Answer; ttl: number }> {
    let answered: unknown;
    try {
      answered = await this.#mode.invoke({
        authorizationToken: token,
        requestContext: { ...this.#api, requestId: randomUUID(), ...describe(body) },
        requestHeaders: headers,
      });
    } catch (cause) {
      throw new AuthenticationFailed(refused, 'UnauthorizedException', { cause });
    }
    const {
      isAuthorized,
      resolverContext = {},
      deniedFields = [],
      ttlOverride,
    } = (answered ?? {}) as {
      isAuthorized?: unknown;
      resolverContext?: Record<string, unknown>;
      deniedFields?: unknown[];
      ttlOverride?: number;
    };
    const isNested = Object.values(resolverContext).some((value) => typeof value === 'object' && value !== null);
    if (typeof isAuthorized !== 'boolean' || isNested) throw new AuthenticationFailed(refused);
    // Not emulated, and to let the request through would be the one answer that is wrong.
    if (deniedFields.length > 0) throw new AuthenticationFailed('The local cloud does not emulate deniedFields.');
    return {
      answer: { isAuthorized, resolverContext },
      ttl: ttlOverride === undefined ? this.#mode.resultTtl : ttlOverride * 1000,
    };
  }
}

/** What the request asks, as far as it can be read; whoever sends it may send anything. */
function describe(body: string): { queryString?: string; operationName?: string; variables?: unknown } {
  try {
    const { query, operationName, variables } = JSON.parse(body) as Record<string, unknown>;
    return {
      ...(typeof query === 'string' && { queryString: query }),
      ...(typeof operationName === 'string' && { operationName }),
      ...(variables !== undefined && { variables }),
    };
  } catch {
    return {};
  }
}
