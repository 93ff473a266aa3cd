import type { ObjectStore } from '../../s3/index.ts';
import { readS3Uri } from '../../s3/index.ts';
import {
  checkNumber,
  checkText,
  instanceTypePattern,
  invalid,
  memberAt,
  namePattern,
  requireMembers,
  rolePattern,
  type Request,
} from './checks.ts';
import { Records } from '../../service/Records.ts';

export interface Container {
  Image: string;
  ModelDataUrl?: string;
  Environment?: Record<string, string>;
}

/** What a model or an endpoint configuration is kept as. Times are seconds since the Unix epoch. */
interface Kept {
  name: string;
  arn: string;
  request: Request;
  createdAt: number;
}

export interface Variant {
  VariantName: string;
  ModelName: string;
  ServerlessConfig?: { MemorySizeInMB: number; MaxConcurrency: number };
}

export interface ModelsOptions {
  folder: string;
  /** `arn:aws:sagemaker:<region>:<account>:` */
  arnPrefix: string;
  hasImage(uri: string): boolean;
  storeOf(roleArn: string): ObjectStore;
}

/** Models and endpoint configurations: what is made of them are endpoints and transform jobs. */
export class Models {
  readonly #options: ModelsOptions;
  readonly #models: Records<Kept>;
  readonly #configurations: Records<Kept>;

  constructor(options: ModelsOptions) {
    this.#options = options;
    this.#models = new Records(`${options.folder}/model`);
    this.#configurations = new Records(`${options.folder}/endpoint-config`);
  }

  modelArn(name: string): string {
    return `${this.#options.arnPrefix}model/${name.toLowerCase()}`;
  }

  configurationArn(name: string): string {
    return `${this.#options.arnPrefix}endpoint-config/${name.toLowerCase()}`;
  }

  /** @throws ServiceError (ValidationException). @returns its ARN */
  async createModel(request: Request): Promise<string> {
    requireMembers(request, 'ModelName', 'ExecutionRoleArn');
    checkText(request, 'ModelName', namePattern);
    checkText(request, 'ExecutionRoleArn', rolePattern);
    const { Image, ModelDataUrl } = this.#containerOf(request);
    if (!this.#options.hasImage(Image)) throw invalid(`Requested image ${Image} not found.`);
    const name = String(request.ModelName);
    const arn = this.modelArn(name);
    if (this.#models.get(name)) throw invalid(`Cannot create already existing model "${arn}".`);
    if (ModelDataUrl !== undefined) {
      const isThere = await this.#options
        .storeOf(String(request.ExecutionRoleArn))
        .exists(readS3Uri(ModelDataUrl))
        .catch((error: Error) => {
          throw invalid(`Could not access model data at ${ModelDataUrl}. ${error.message}`);
        });
      if (!isThere) throw invalid(`Could not find model data at ${ModelDataUrl}.`);
    }
    this.#models.set(name, { name, arn, request, createdAt: Date.now() / 1000 });
    return arn;
  }

  /** The container and the role of a model. @throws ServiceError (ValidationException) */
  find(name: string): { container: Container; roleArn: string } {
    const { request } = this.#model(name);
    return { container: this.#containerOf(request), roleArn: String(request.ExecutionRoleArn) };
  }

  /** The images that models are made of. */
  images(): string[] {
    return this.#models.all().map(({ request }) => this.#containerOf(request).Image);
  }

  describeModel(name: string): Request {
    const { arn, request, createdAt } = this.#model(name);
    const { Tags: _tags, ...members } = request;
    return { ...members, ModelArn: arn, CreationTime: createdAt };
  }

  deleteModel(name: string): void {
    this.#models.delete(this.#model(name).name);
  }

  listModels(): Request[] {
    return this.#models
      .all()
      .sort((a, b) => b.createdAt - a.createdAt)
      .map(({ name, arn, createdAt }) => ({ ModelName: name, ModelArn: arn, CreationTime: createdAt }));
  }

  /** @throws ServiceError (ValidationException). @returns its ARN */
  createConfiguration(request: Request): string {
    requireMembers(request, 'EndpointConfigName', 'ProductionVariants');
    checkText(request, 'EndpointConfigName', namePattern);
    const variants = request.ProductionVariants as Variant[];
    if (variants.length !== 1) throw invalid('The local cloud serves one production variant.');
    const source = { productionVariants: variants[0] };
    requireMembers(source, 'productionVariants.VariantName', 'productionVariants.ModelName');
    checkText(source, 'productionVariants.VariantName', namePattern);
    checkText(source, 'productionVariants.InstanceType', instanceTypePattern);
    if (memberAt(source, 'productionVariants.ServerlessConfig') === undefined) {
      requireMembers(source, 'productionVariants.InstanceType');
    } else {
      const path = 'productionVariants.ServerlessConfig';
      requireMembers(source, `${path}.MemorySizeInMB`, `${path}.MaxConcurrency`);
      checkNumber(source, `${path}.MemorySizeInMB`, 1024, 6144);
      checkNumber(source, `${path}.MaxConcurrency`, 1, 200);
    }
    this.#model(variants[0]!.ModelName);
    const name = String(request.EndpointConfigName);
    const arn = this.configurationArn(name);
    if (this.#configurations.get(name)) {
      throw invalid(`Cannot create already existing endpoint configuration "${arn}".`);
    }
    this.#configurations.set(name, { name, arn, request, createdAt: Date.now() / 1000 });
    return arn;
  }

  /** @throws ServiceError (ValidationException) */
  variant(configuration: string): Variant {
    return (this.#configuration(configuration).request.ProductionVariants as [Variant])[0];
  }

  describeConfiguration(name: string): Request {
    const { arn, request, createdAt } = this.#configuration(name);
    const { Tags: _tags, ...members } = request;
    return { ...members, EndpointConfigArn: arn, CreationTime: createdAt };
  }

  deleteConfiguration(name: string): void {
    this.#configurations.delete(this.#configuration(name).name);
  }

  listConfigurations(): Request[] {
    return this.#configurations
      .all()
      .sort((a, b) => b.createdAt - a.createdAt)
      .map(({ name, arn, createdAt }) => ({
        EndpointConfigName: name,
        EndpointConfigArn: arn,
        CreationTime: createdAt,
      }));
  }

  #containerOf(request: Request): Container {
    const containers = (request.Containers ?? [request.PrimaryContainer]) as (Container | undefined)[];
    if (containers.length !== 1 || containers[0] === undefined) {
      throw invalid('The local cloud runs models of one container: give PrimaryContainer.');
    }
    const source = { primaryContainer: containers[0] };
    requireMembers(source, 'primaryContainer.Image');
    checkText(source, 'primaryContainer.ModelDataUrl', /^s3:\/\/([^/]+)\/(.+)$/);
    return containers[0];
  }

  #model(name: string): Kept {
    const found = this.#models.get(name);
    if (!found) throw invalid(`Could not find model "${this.modelArn(name)}".`);
    return found;
  }

  #configuration(name: string): Kept {
    const found = this.#configurations.get(name);
    if (!found) throw invalid(`Could not find endpoint configuration "${this.configurationArn(name)}".`);
    return found;
  }
}
