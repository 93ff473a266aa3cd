import { join } from 'node:path';
import type { ServiceModule } from '../service/ServiceModule.ts';
import type { ResolvedTemplate } from '../template/index.ts';
import { resourceTypes } from './resourceTypes.ts';
import { UserPool } from './UserPool.ts';

export interface UserPoolDefinition {
  id: string;
  issuer: string;
  /** Of the pool's first client; `none` without one. */
  clientId: string;
}

/** The user pools of the template. */
export const planUserPools = (template: ResolvedTemplate): UserPoolDefinition[] =>
  template.ofType('AWS::Cognito::UserPool').map(({ ref, attributes }) => {
    const client = template
      .ofType('AWS::Cognito::UserPoolClient')
      .find(({ properties }) => properties.UserPoolId === ref);
    return { id: ref, issuer: String(attributes.ProviderURL), clientId: client?.ref ?? 'none' };
  });

/** User pools by id, which sign tokens. */
export const cognitoService: ServiceModule<ReadonlyMap<string, UserPool>> = {
  name: 'Cognito',
  resourceTypes,
  plan: (template) => {
    const definitions = planUserPools(template);
    return async ({ options }) => {
      const pools = new Map<string, UserPool>();
      for (const { id, issuer, clientId } of definitions) {
        pools.set(id, await UserPool.open(join(options.stateFolder, 'keys'), id, issuer, clientId));
      }
      return pools;
    };
  },
};
