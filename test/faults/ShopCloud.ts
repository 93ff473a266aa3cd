import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CloudTables } from '../../local/startLocalCloud.ts';
import type { Question } from './runShopCloud.ts';

const program = fileURLToPath(new URL('./runShopCloud.ts', import.meta.url));

interface Address {
  graphqlUrl: string;
  gatewayUrl: string;
  region: string;
  tables: CloudTables;
}

/** A local cloud in a process of its own, which a test may kill and start again on the same state. */
export class ShopCloud {
  readonly #stateFolder: string;
  readonly #dynamodb: string;
  #child!: ChildProcess;
  #address!: Address;
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #asked = 0;

  /** @param dynamodb the engine, or the URL of one that runs */
  constructor(stateFolder: string, dynamodb = 'dynoxide') {
    this.#stateFolder = stateFolder;
    this.#dynamodb = dynamodb;
  }

  get graphqlUrl(): string {
    return this.#address.graphqlUrl;
  }

  get gatewayUrl(): string {
    return this.#address.gatewayUrl;
  }

  get tables(): CloudTables {
    return this.#address.tables;
  }

  get region(): string {
    return this.#address.region;
  }

  async start(): Promise<void> {
    this.#child = fork(program, [this.#stateFolder, this.#dynamodb], { execArgv: ['--import', 'tsx'] });
    this.#address = await new Promise<Address>((resolve, reject) => {
      this.#child.once('message', (address) => resolve(address as Address));
      this.#child.once('exit', (code, signal) => reject(new Error(`The cloud ended before it ran: ${code ?? signal}`)));
    });
    this.#child.on('message', ({ id, value, error }: { id: number; value?: unknown; error?: string }) => {
      const { resolve, reject } = this.#waiting.get(id)!;
      this.#waiting.delete(id);
      if (error === undefined) resolve(value);
      else reject(new Error(error));
    });
  }

  /** Ends it as the kernel does when memory is short; what it started ends with it. */
  async kill(): Promise<void> {
    if (!this.#child || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
    for (const { reject } of this.#waiting.values()) reject(new Error('The cloud was killed.'));
    this.#waiting.clear();
  }

  ask<Answer>(question: Question): Promise<Answer> {
    const id = (this.#asked += 1);
    return new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#child.send({ id, question });
    });
  }

  token(user: string, groups?: string[]): Promise<string> {
    return this.ask({ ask: 'token', user, groups });
  }
}
