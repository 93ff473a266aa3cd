import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AwsGateway, type ServiceApi, type StreamedApi } from '../gateway/index.ts';
import { AccessControl, LocalKeys, Policies, RoleCredentials, type Credentials } from '../identity/index.ts';
import { assertPortFree, freePort } from '../processes/index.ts';
import type { CloudOptions, ServiceContext, ServiceModule } from '../service/ServiceModule.ts';
import type { ResolvedTemplate } from '../template/index.ts';
import { ServiceNotStarted } from './errors.ts';
import { readTemplate } from './readTemplate.ts';
import { services as emulatedServices } from './services.ts';
import { StateLock } from './StateLock.ts';

/** A running cloud. */
export interface Cloud {
  region: string;
  accountId: string;
  template: ResolvedTemplate;
  /** Where every AWS service answers requests that are signed with `credentialsOf` a role. */
  gatewayUrl: string;
  /** What a service offers, for example `cloud.service(appSyncService)`. */
  service<Running>(module: ServiceModule<Running>): Running;
  /** Credentials of a role of the template, for calls signed with Signature Version 4. */
  credentialsOf(roleArn: string, session: string): Credentials;
  /** Stops everything that was started, the last first; may be called again. */
  stop(): Promise<void>;
}

/** What has to be stopped, in the order of its start. */
class Stops {
  readonly #stops: (() => Promise<unknown> | void)[] = [];
  #stopping: Promise<void> | undefined;

  add(stop: () => Promise<unknown> | void): void {
    this.#stops.push(stop);
  }

  run(): Promise<void> {
    this.#stopping ??= this.#run();
    return this.#stopping;
  }

  /** One that fails does not keep the others running; the first failure is thrown at the end. */
  async #run(): Promise<void> {
    const failures: unknown[] = [];
    for (const stop of this.#stops.reverse()) {
      try {
        await stop();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) {
      throw failures[0];
    }
  }
}

/**
 * Starts everything that a synthesized template describes. When a service cannot start, those that did are stopped
 * again and the reason is thrown.
 * @param services in the order of their start
 * @throws StateInUse, PortTaken, AssemblyUnreadable, TemplateRefused, PolicyUnsupported, EngineUnavailable, ApiInvalid, …
 */
export async function startCloud(
  options: CloudOptions,
  services: readonly ServiceModule[] = emulatedServices,
): Promise<Cloud> {
  const stops = new Stops();
  try {
    return await start(options, services, stops);
  } catch (error) {
    await stops.run().catch(() => undefined);
    throw error;
  }
}

async function start(options: CloudOptions, services: readonly ServiceModule[], stops: Stops): Promise<Cloud> {
  const { templateFolder, stateFolder, log = () => undefined } = options;
  const logFolder = join(stateFolder, 'logs');

  // What needs nothing running comes first, so that a mistake costs no start.
  const wanted = options.port ?? 0;
  await assertPortFree(wanted);
  const port = wanted === 0 ? await freePort() : wanted;
  const lock = new StateLock(stateFolder);
  stops.add(() => lock.release());
  const keys = new LocalKeys(join(stateFolder, 'keys'));
  const machine = { port, derive: (purpose: string) => keys.derive(purpose) };
  const template = readTemplate(templateFolder, services, machine);
  const { region, accountId } = template;
  const access = new AccessControl(new RoleCredentials(keys), new Policies(template.running));
  const planned = services.map((module) => ({ module, startService: module.plan(template) }));

  if (options.fresh) {
    const folders = ['logs', ...services.flatMap(({ stateFolders = [] }) => stateFolders)];
    folders.forEach((folder) => rmSync(join(stateFolder, folder), { recursive: true, force: true }));
  }
  mkdirSync(logFolder, { recursive: true });
  const apis: (ServiceApi | StreamedApi)[] = [];
  const gateway = new AwsGateway(access, apis, (error) => log(`The gateway failed: ${error.message}`));
  const gatewayUrl = await gateway.start();
  stops.add(() => gateway.stop());

  const running = new Map<ServiceModule, unknown>();
  const service = <Running>(module: ServiceModule<Running>): Running => {
    if (!running.has(module)) {
      throw new ServiceNotStarted(module.name);
    }
    return running.get(module) as Running;
  };
  const whenReady: (() => void)[] = [];
  const context: ServiceContext = {
    options: { ...options, port, log },
    machine,
    logFolder,
    region,
    accountId,
    access,
    gatewayUrl,
    service,
    serve: (api) => void apis.push(api),
    onReady: (go) => void whenReady.push(go),
    onStop: (stop) => stops.add(stop),
  };
  for (const { module, startService } of planned) {
    running.set(module, await startService(context));
  }
  whenReady.forEach((go) => go());
  return {
    region,
    accountId,
    template,
    gatewayUrl,
    service,
    credentialsOf: (roleArn, session) => access.credentials.issue(roleArn, session),
    stop: () => stops.run(),
  };
}
