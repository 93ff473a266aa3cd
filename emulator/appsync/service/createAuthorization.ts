import { cognitoService } from '../../cognito/index.ts';
import type { AccessControl, Principal } from '../../identity/index.ts';
import { lambdaService } from '../../lambda/index.ts';
import type { ServiceContext } from '../../service/ServiceModule.ts';
import type { ResolvedResource, ResolvedTemplate } from '../../template/index.ts';
import type { AuthorizationMode, StartAppSyncOptions } from '../types.ts';
import { apiKeyOf } from './addresses.ts';

type Properties = Record<string, unknown>;

const createIam = (access: AccessControl): AuthorizationMode => {
  const principals = new Map<string, Principal>();
  return {
    type: 'AWS_IAM',
    async verifySignature(request) {
      const principal = access.authenticate(request, 'appsync');
      principals.set(principal.userArn, principal);
      return { accountId: principal.accountId, userArn: principal.userArn, username: principal.username };
    },
    authorize({ userArn }, action, resource) {
      const principal = principals.get(userArn);
      return principal !== undefined && access.allows(principal, action, resource);
    },
  };
};

const createMode = (
  provider: Properties,
  template: ResolvedTemplate,
  api: ResolvedResource,
  { access, machine, service }: ServiceContext,
): AuthorizationMode => {
  switch (provider.AuthenticationType) {
    case 'API_KEY': {
      const keys = template.ofType('AWS::AppSync::ApiKey');
      return {
        type: 'API_KEY',
        keys: keys.map(({ properties: { Expires } }) => ({
          value: apiKeyOf(machine),
          expires: Expires === undefined ? undefined : Number(Expires) * 1000,
        })),
      };
    }
    case 'AMAZON_COGNITO_USER_POOLS': {
      const { UserPoolId, AppIdClientRegex, DefaultAction } = provider.UserPoolConfig as Record<string, string>;
      const pool =
        service(cognitoService).get(UserPoolId!) ??
        template.refuse(api, `it trusts the user pool ${UserPoolId}, which is not in the template`);
      return {
        type: 'AMAZON_COGNITO_USER_POOLS',
        issuer: pool.issuer,
        keySource: pool.jwks(),
        appIdClientRegex: AppIdClientRegex,
        defaultAction: DefaultAction === 'DENY' ? 'DENY' : 'ALLOW',
      };
    }
    case 'OPENID_CONNECT': {
      const { Issuer, ClientId, IatTTL, AuthTTL } = provider.OpenIDConnectConfig as Properties;
      const issuer = String(Issuer);
      const keySource = async (): Promise<{ keys: object[] }> => {
        const configuration = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
        const { jwks_uri: address } = (await configuration.json()) as { jwks_uri: string };
        return (await (await fetch(address)).json()) as { keys: object[] };
      };
      const milliseconds = (value: unknown) => (value === undefined ? undefined : Number(value));
      return {
        type: 'OPENID_CONNECT',
        issuer,
        keySource,
        clientId: ClientId as string | undefined,
        iatTTL: milliseconds(IatTTL),
        authTTL: milliseconds(AuthTTL),
      };
    }
    case 'AWS_LAMBDA': {
      const config = provider.LambdaAuthorizerConfig as Properties;
      const functionArn = String(config.AuthorizerUri);
      // AppSync calls the function by its own permission (AWS::Lambda::Permission), not by a role.
      const functions = service(lambdaService);
      return {
        type: 'AWS_LAMBDA',
        async invoke(request) {
          const { payload, functionError } = await functions.invoke(functionArn, JSON.stringify(request));
          if (functionError !== undefined) throw new Error(`${functionArn} failed: ${functionError}`);
          return JSON.parse(payload) as unknown;
        },
        // https://docs.aws.amazon.com/appsync/latest/APIReference/API_LambdaAuthorizerConfig.html
        resultTtl: Number(config.AuthorizerResultTtlInSeconds ?? 300) * 1000,
        identityExpression: config.IdentityValidationExpression as string | undefined,
      };
    }
    default:
      return createIam(access);
  }
};

/** The API's authorization modes as the template orders them. */
export function createAuthorization(
  template: ResolvedTemplate,
  api: ResolvedResource,
  context: ServiceContext,
): StartAppSyncOptions['authorization'] {
  const additional = (api.properties.AdditionalAuthenticationProviders ?? []) as Properties[];
  return {
    default: createMode(api.properties, template, api, context),
    additional: additional.map((provider) => createMode(provider, template, api, context)),
  };
}
