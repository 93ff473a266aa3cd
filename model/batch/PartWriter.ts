import type { BatchUser } from '../../schema/contract/batches.ts';
import type { InvocationRequest } from '../contract/index.ts';
import { LineFiles } from '../jobs/LineFiles.ts';

/** The requests of a batch and whose they are, in parts of the same names. */
export class PartWriter {
  readonly parts: string[] = [];
  users = 0;
  readonly #requests: LineFiles;
  readonly #users: LineFiles;
  readonly #leastUsers: number;
  /** Of the part that is being written. */
  #usersOfPart = 0;

  /** @param leastUsers of a part, the last one aside */
  constructor(requestFolder: string, userFolder: string, leastUsers: number) {
    this.#requests = new LineFiles(requestFolder);
    this.#users = new LineFiles(userFolder);
    this.#leastUsers = leastUsers;
  }

  add(request: InvocationRequest, user: BatchUser): void {
    if (this.#usersOfPart === 0) this.parts.push(`part-${String(this.parts.length).padStart(5, '0')}`);
    const file = `${this.parts.at(-1)}.jsonl`;
    this.#requests.add(file, request);
    this.#users.add(file, user);
    this.users += 1;
    this.#usersOfPart += 1;
  }

  /** Ends the part when it is large enough. */
  mayEndPart(): void {
    if (this.#usersOfPart >= this.#leastUsers) this.#usersOfPart = 0;
  }

  flush(): void {
    this.#requests.flush();
    this.#users.flush();
  }
}
