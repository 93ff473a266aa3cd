import type { AccessControl } from '../identity/index.ts';
import { ObjectStore } from './ObjectStore.ts';

export interface RoleStoresOptions {
  access: AccessControl;
  gatewayUrl: string;
  region: string;
  /** How the service names its session when it takes a role. */
  session: string;
}

/** S3 as a service reaches it: with the permissions of the role that a job or a model names. */
export class RoleStores {
  readonly #options: RoleStoresOptions;
  readonly #stores = new Map<string, ObjectStore>();

  constructor(options: RoleStoresOptions) {
    this.#options = options;
  }

  of(roleArn: string): ObjectStore {
    const { access, gatewayUrl: endpoint, region, session } = this.#options;
    const credentials = access.credentials.issue(roleArn, session);
    const store = this.#stores.get(roleArn) ?? new ObjectStore({ endpoint, region, credentials });
    this.#stores.set(roleArn, store);
    return store;
  }

  close(): void {
    this.#stores.forEach((store) => store.close());
  }
}
