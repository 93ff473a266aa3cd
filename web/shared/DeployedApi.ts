import { createClient } from '../../client/index.ts';
import { CreateVisitorDocument } from '../../schema/generated/operations/graphql.ts';
import type { Deployment } from './Deployment.ts';
import type { Surroundings } from './Surroundings.ts';

const keyOf = (userId: string): string => `recsync-visitor-${userId}`;

/** The shop was opened for an API of which no key is known. */
export class ApiKeyMissing extends Error {
  readonly code = 'ApiKeyMissing';

  constructor() {
    super('The shop reads the catalogue by the API key. Serve it again with --api-key; npm run deploy prints the key.');
    this.name = 'ApiKeyMissing';
  }
}

/**
 * A deployed API by itself: visitors are those of `createVisitor`, whose signed ids this tab keeps, and nothing that
 * only the local cloud gives is there.
 */
export class DeployedApi implements Surroundings {
  readonly local = undefined;
  readonly endpoint: string;
  readonly #apiKey: string | undefined;

  constructor({ endpoint, apiKey }: Deployment) {
    this.endpoint = endpoint;
    this.#apiKey = apiKey;
  }

  /** @throws ApiKeyMissing */
  session(): Promise<{ apiKey: string; people: [] }> {
    return this.#apiKey === undefined
      ? Promise.reject(new ApiKeyMissing())
      : Promise.resolve({ apiKey: this.#apiKey, people: [] });
  }

  async token(userId: string): Promise<string> {
    const signedId = sessionStorage.getItem(keyOf(userId));
    if (signedId === null) throw new Error(`This tab does not know visitor ${userId} any more.`);
    return signedId;
  }

  async newVisitor(): Promise<string> {
    const { apiKey } = await this.session();
    const client = createClient({ endpoint: this.endpoint, auth: { apiKey } });
    try {
      const { visitorId, anonymousId } = (await client.execute(CreateVisitorDocument, {})).createVisitor;
      sessionStorage.setItem(keyOf(visitorId), anonymousId);
      return visitorId;
    } finally {
      client.close();
    }
  }
}
