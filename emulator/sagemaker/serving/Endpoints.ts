import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkText, invalid, namePattern, requireMembers, type Request } from '../control/checks.ts';
import { ModelNotServed } from '../errors.ts';
import type { Models } from '../control/Models.ts';
import { Records } from '../../service/Records.ts';
import { unpack } from '../storage/artifacts.ts';
import { readS3Uri, type ObjectStore } from '../../s3/index.ts';
import { ModelServer, type ModelServerOptions } from './ModelServer.ts';
import { OnDemandServer } from './OnDemandServer.ts';
import { largestRequestOf, type ServingEndpoint } from './ServingEndpoint.ts';

type Status = 'Creating' | 'InService' | 'Updating' | 'Failed' | 'Deleting';

/** What runs for an endpoint: the variant as it was when it was asked for, since its configuration may be deleted. */
interface Deployment {
  configuration: string;
  variant: string;
  image: string;
  modelDataUrl?: string;
  environment: Record<string, string>;
  roleArn: string;
  isServerless: boolean;
  largestRequest: number;
  /** A folder of its own for each deployment of the endpoint. */
  generation: number;
}

/** Times are seconds since the Unix epoch. */
interface EndpointRecord {
  name: string;
  arn: string;
  status: Status;
  createdAt: number;
  changedAt: number;
  failureReason?: string;
  /** What answers. */
  served?: Deployment;
  /** What is being started in its place. */
  wanted?: Deployment;
}

export interface EndpointsOptions extends Pick<ModelServerOptions, 'log' | 'health'> {
  folder: string;
  logFolder: string;
  arnPrefix: string;
  models: Models;
  imageFolder(uri: string, roleArn: string): string;
  storeOf(roleArn: string): ObjectStore;
  /** Further environment of a container. */
  environment(baseFolder: string): Record<string, string>;
  /** Milliseconds after which a serverless endpoint that nobody asks gives its memory back. */
  idle: number;
}

type Server = ModelServer | OnDemandServer;

/** What answers for an endpoint, for whoever runs the cloud: to strike it, or to stop it for a time. */
export interface EndpointProcess {
  readonly pid: number | undefined;
  readonly port: number | undefined;
  readonly isHeld: boolean;
  /** Stops the process; who asks is refused until `release`. */
  hold(): Promise<void>;
  /** @throws ModelNotServed */
  release(): Promise<void>;
}

const reasonOf = (error: unknown, { variant }: Deployment): string =>
  error instanceof ModelNotServed
    ? `The primary container for production variant ${variant} did not pass the ping health check. Please check ` +
      `CloudWatch logs for this endpoint. ${error.message}`
    : (error as Error).message;

/** Endpoints that are made by calls. They outlive the cloud, with their models. */
export class Endpoints {
  readonly #options: EndpointsOptions;
  readonly #records: Records<EndpointRecord>;
  readonly #servers = new Map<string, Server>();
  readonly #working = new Map<string, Promise<void>>();
  #isClosed = false;

  constructor(options: EndpointsOptions) {
    this.#options = options;
    this.#records = new Records(join(options.folder, 'endpoint'));
  }

  arnOf(name: string): string {
    return `${this.#options.arnPrefix}endpoint/${name.toLowerCase()}`;
  }

  /** @throws ServiceError (ValidationException). @returns its ARN */
  create(request: Request): string {
    requireMembers(request, 'EndpointName', 'EndpointConfigName');
    checkText(request, 'EndpointName', namePattern);
    const name = String(request.EndpointName);
    const arn = this.arnOf(name);
    if (this.#records.get(name)) throw invalid(`Cannot create already existing endpoint "${arn}".`);
    const wanted = this.#deploymentOf(String(request.EndpointConfigName), 1);
    const at = Date.now() / 1000;
    this.#records.set(name, { name, arn, status: 'Creating', createdAt: at, changedAt: at, wanted });
    this.#work(name);
    return arn;
  }

  /** @throws ServiceError (ValidationException). @returns its ARN */
  update(request: Request): string {
    requireMembers(request, 'EndpointName', 'EndpointConfigName');
    const { name, arn, status, served } = this.#record(String(request.EndpointName));
    if (status !== 'InService') {
      throw invalid(`Cannot update in-progress endpoint "${arn}".`);
    }
    const wanted = this.#deploymentOf(String(request.EndpointConfigName), served!.generation + 1);
    this.#change(name, { status: 'Updating', wanted, failureReason: undefined });
    this.#work(name);
    return arn;
  }

  /** @throws ServiceError (ValidationException) */
  describe(name: string): Request {
    const { arn, status, createdAt, changedAt, failureReason, served, wanted } = this.#record(name);
    const { configuration, variant } = (served ?? wanted)!;
    return {
      ...{ EndpointName: name, EndpointArn: arn, EndpointConfigName: configuration, EndpointStatus: status },
      ...{ CreationTime: createdAt, LastModifiedTime: changedAt },
      ...(served && { ProductionVariants: [{ VariantName: variant, CurrentWeight: 1, DesiredWeight: 1 }] }),
      ...(failureReason !== undefined && { FailureReason: failureReason }),
    };
  }

  list({ NameContains, StatusEquals }: Request): Request[] {
    return this.#records
      .all()
      .filter(({ name }) => NameContains === undefined || name.includes(String(NameContains)))
      .filter(({ status }) => StatusEquals === undefined || status === StatusEquals)
      .sort((a, b) => b.createdAt - a.createdAt)
      .map(({ name, arn, status, createdAt, changedAt }) => ({
        ...{ EndpointName: name, EndpointArn: arn, EndpointStatus: status },
        ...{ CreationTime: createdAt, LastModifiedTime: changedAt },
      }));
  }

  /** @throws ServiceError (ValidationException) */
  delete(name: string): void {
    const { arn, status } = this.#record(name);
    if (status === 'Creating' || status === 'Updating') {
      throw invalid(`Cannot update in-progress endpoint "${arn}".`);
    }
    this.#change(name, { status: 'Deleting' });
    this.#work(name);
  }

  /** For InvokeEndpoint; undefined when there is no such endpoint. Names are told apart without regard to case there. */
  find(name: string): ServingEndpoint | undefined {
    const record = this.#records.all().find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (!record) return undefined;
    const { variant, largestRequest } = (record.served ?? record.wanted)!;
    return {
      ...{ name: record.name, arn: record.arn, variant, largestRequest },
      isThere: () => record.served !== undefined && this.#servers.has(record.name),
      invoke: (headers, body) => this.#servers.get(record.name)!.invoke(headers, body),
    };
  }

  /** Of an endpoint that is in service. */
  processOf(name: string): EndpointProcess | undefined {
    const server = this.#servers.get(name);
    if (!server) return undefined;
    const process = server instanceof ModelServer ? server : server.process;
    return {
      get pid() {
        return process.pid;
      },
      get port() {
        return process.port;
      },
      get isHeld() {
        return server instanceof ModelServer ? !server.isRunning : server.isHeld;
      },
      hold: () => (server instanceof ModelServer ? server.stop() : server.hold()),
      release: () => (server instanceof ModelServer ? server.start() : server.release()),
    };
  }

  /** The images that endpoints run. */
  images(): string[] {
    return this.#records.all().flatMap(({ served, wanted }) => [served, wanted].flatMap((one) => one?.image ?? []));
  }

  /** Takes up where an earlier start was: what answered answers, and what was under way goes on. */
  resume(): void {
    for (const { name, status, served } of this.#records.all()) {
      if (served && status !== 'Deleting') this.#serve(name, served);
      if (status === 'Creating' || status === 'Updating' || status === 'Deleting') this.#work(name);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#working.values());
    await Promise.all([...this.#servers.values()].map((server) => server.stop()));
  }

  #record(name: string): EndpointRecord {
    const record = this.#records.get(name);
    if (!record) throw invalid(`Could not find endpoint "${this.arnOf(name)}".`);
    return record;
  }

  #change(name: string, change: Partial<EndpointRecord>): void {
    this.#records.set(name, { ...this.#record(name), ...change, changedAt: Date.now() / 1000 });
  }

  #deploymentOf(configuration: string, generation: number): Deployment {
    const { models } = this.#options;
    const variant = models.variant(configuration);
    const { container, roleArn } = models.find(variant.ModelName);
    return {
      ...{ configuration, roleArn, generation, variant: variant.VariantName, image: container.Image },
      ...{ modelDataUrl: container.ModelDataUrl, environment: container.Environment ?? {} },
      isServerless: variant.ServerlessConfig !== undefined,
      largestRequest: largestRequestOf(variant),
    };
  }

  #folder(name: string, generation?: number): string {
    return join(this.#options.folder, 'serving', name, ...(generation === undefined ? [] : [String(generation)]));
  }

  #serverOf(name: string, { image, roleArn, environment, isServerless, generation }: Deployment): Server {
    const { imageFolder, logFolder, log, health, idle } = this.#options;
    const baseFolder = this.#folder(name, generation);
    const server = new ModelServer({
      imageFolder: imageFolder(image, roleArn),
      baseFolder,
      environment: { ...this.#options.environment(baseFolder), ...environment },
      logFile: join(logFolder, `serve-${name}.log`),
      log,
      health,
    });
    return isServerless ? new OnDemandServer(server, idle) : server;
  }

  /** One that is serverless starts when it is asked. */
  #serve(name: string, served: Deployment): void {
    const tell = (error: Error) => this.#options.log(`endpoint ${name}: ${error.message}`);
    try {
      const server = this.#serverOf(name, served);
      this.#servers.set(name, server);
      if (!served.isServerless) void server.start().catch(tell);
    } catch (error) {
      tell(error as Error);
    }
  }

  #work(name: string): void {
    const { status } = this.#record(name);
    const work = (status === 'Deleting' ? this.#remove(name) : this.#deploy(name)).finally(() =>
      this.#working.delete(name),
    );
    this.#working.set(name, work);
  }

  async #remove(name: string): Promise<void> {
    await this.#servers.get(name)?.stop();
    this.#servers.delete(name);
    rmSync(this.#folder(name), { recursive: true, force: true });
    this.#records.delete(name);
  }

  async #deploy(name: string): Promise<void> {
    const { wanted, served } = this.#record(name);
    let server: Server | undefined;
    try {
      await this.#fetchModel(name, wanted!);
      server = this.#serverOf(name, wanted!);
      await server.start();
    } catch (error) {
      await server?.stop();
      // The next start tries again.
      if (this.#isClosed) return;
      rmSync(this.#folder(name, wanted!.generation), { recursive: true, force: true });
      const failureReason = reasonOf(error, wanted!);
      this.#options.log(`endpoint ${name} failed: ${failureReason}`);
      this.#change(name, {
        status: served === undefined ? 'Failed' : 'InService',
        ...(served && { wanted: undefined }),
        failureReason,
      });
      return;
    }
    const previous = this.#servers.get(name);
    this.#servers.set(name, server);
    this.#change(name, { status: 'InService', served: wanted, wanted: undefined, failureReason: undefined });
    await previous?.stop();
    if (served) rmSync(this.#folder(name, served.generation), { recursive: true, force: true });
  }

  async #fetchModel(name: string, { modelDataUrl, roleArn, generation }: Deployment): Promise<void> {
    const base = this.#folder(name, generation);
    const model = join(base, 'model');
    if (existsSync(model)) return;
    const [archive, unpacked] = [join(base, 'model.tar.gz'), join(base, 'unpacking')];
    rmSync(unpacked, { recursive: true, force: true });
    mkdirSync(unpacked, { recursive: true });
    if (modelDataUrl !== undefined) {
      try {
        await this.#options.storeOf(roleArn).download(readS3Uri(modelDataUrl), archive);
        await unpack(archive, unpacked);
      } catch (error) {
        throw new Error(`Failed to extract model data from ${modelDataUrl}: ${(error as Error).message}`, {
          cause: error,
        });
      }
      rmSync(archive);
    }
    renameSync(unpacked, model);
  }
}
