import { CfnOutput, Duration, RemovalPolicy, SecretValue } from 'aws-cdk-lib';
import {
  AccountRecovery,
  FeaturePlan,
  Mfa,
  OAuthScope,
  ProviderAttribute,
  UserPool,
  UserPoolClientIdentityProvider,
  UserPoolIdentityProviderOidc,
} from 'aws-cdk-lib/aws-cognito';
import type { UserPoolClient, UserPoolClientOptions } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { SignIn } from '../signInOf.ts';
import { acknowledge } from './acknowledge.ts';

/** People who sign in, and the group that may write the catalogue and act for others. */
export class UserIdentity extends Construct {
  readonly userPool: UserPool;
  readonly client: UserPoolClient;

  /** @param signIn left out: people sign in by the API of Cognito alone, as Amplify's libraries do */
  constructor(scope: Construct, id: string, signIn?: SignIn) {
    super(scope, id);
    this.userPool = new UserPool(this, 'Users', {
      signInAliases: { email: true },
      selfSignUpEnabled: true,
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
      },
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(this.userPool, 'COG2', 'People of a shop choose for themselves whether to use a second factor.');
    acknowledge(
      this.userPool,
      'COG3',
      'Threat protection needs the Plus plan, which is billed per active user; turn it on where that is worth it.',
    );
    acknowledge(
      this.userPool,
      'COG8',
      'The Plus plan is billed per active user; the Essentials plan has all that the API asks for.',
    );
    this.client = this.userPool.addClient('App', {
      authFlows: { userSrp: true },
      preventUserExistenceErrors: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      ...(signIn ? this.#pages(signIn) : { disableOAuth: true }),
    });
    this.userPool.addGroup('Admins', {
      groupName: 'admin',
      description: 'May write the catalogue and act for any user. The schema names this group.',
    });
  }

  /**
   * Cognito's own pages, and the provider that they offer besides: the code flow with PKCE, because a page keeps no
   * secret. Its tokens are those of the pool's client, which the API takes.
   * https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
   */
  #pages({ domain, urls, provider }: SignIn): UserPoolClientOptions {
    const pages = this.userPool.addDomain('SignIn', { cognitoDomain: { domainPrefix: domain } });
    new CfnOutput(this, 'SignInUrl', { value: pages.baseUrl() });
    const supportedIdentityProviders = [UserPoolClientIdentityProvider.COGNITO];
    if (provider) {
      const { providerName } = new UserPoolIdentityProviderOidc(this, 'Provider', {
        userPool: this.userPool,
        name: 'oidc',
        issuerUrl: provider.issuer,
        clientId: provider.clientId,
        // A reference that CloudFormation resolves: the template holds the name alone.
        clientSecret: SecretValue.secretsManager(provider.clientSecret).unsafeUnwrap(),
        scopes: ['openid', 'email'],
        attributeMapping: { email: ProviderAttribute.other('email') },
      });
      // By its reference, so that the provider is there before the client.
      supportedIdentityProviders.push(UserPoolClientIdentityProvider.custom(providerName));
    }
    return {
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
        callbackUrls: urls,
        logoutUrls: urls,
      },
      supportedIdentityProviders,
    };
  }
}
