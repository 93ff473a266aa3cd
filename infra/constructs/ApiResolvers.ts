import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppsyncFunction, Code, FunctionRuntime, Resolver } from 'aws-cdk-lib/aws-appsync';
import type { BaseDataSource, GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { Construct } from 'constructs';
import { pipelineFunctions, resolvers } from '../../resolvers/wiring.ts';
import type { DataSourceName } from '../../resolvers/wiring.ts';
import { InfraError } from '../errors.ts';

export interface ApiResolversProps {
  api: GraphqlApi;
  buildFolder: string;
  dataSources: Record<DataSourceName, BaseDataSource>;
}

/** Every resolver and pipeline function of `resolvers/wiring.ts`, with its bundle. */
export class ApiResolvers extends Construct {
  readonly #buildFolder: string;

  constructor(scope: Construct, id: string, { api, buildFolder, dataSources }: ApiResolversProps) {
    super(scope, id);
    this.#buildFolder = buildFolder;
    const runtime = FunctionRuntime.JS_1_0_0;
    const functions = new Map(
      Object.entries(pipelineFunctions).map(([name, { dataSource }]) => [
        name,
        new AppsyncFunction(this, name, {
          api,
          name,
          dataSource: dataSources[dataSource],
          code: this.#code(`pipeline/${name}`),
          runtime,
        }),
      ]),
    );
    for (const [field, wiring] of Object.entries(resolvers)) {
      const [typeName, fieldName] = field.split('.');
      const way =
        'pipeline' in wiring
          ? { pipelineConfig: wiring.pipeline.map((name) => this.#pipelineFunction(functions, field, name)) }
          : { dataSource: dataSources[wiring.dataSource] };
      new Resolver(this, `${typeName}${fieldName}`, {
        api,
        typeName,
        fieldName,
        code: this.#code(field),
        runtime,
        ...way,
      });
    }
  }

  #pipelineFunction(functions: Map<string, AppsyncFunction>, field: string, name: string): AppsyncFunction {
    const found = functions.get(name);
    if (found) return found;
    throw new InfraError(
      'UNKNOWN_PIPELINE_FUNCTION',
      `resolvers/wiring.ts: ${field} names the pipeline function "${name}", which pipelineFunctions does not have.`,
    );
  }

  #code(name: string): Code {
    const path = join(this.#buildFolder, 'resolvers', `${name}.js`);
    if (existsSync(path)) return Code.fromAsset(path);
    throw new InfraError(
      'RESOLVER_MISSING',
      `resolvers/wiring.ts names ${name}, but there is no resolvers/${name}.ts.`,
    );
  }
}
