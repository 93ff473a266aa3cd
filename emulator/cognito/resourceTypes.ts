import type { ResourceTypes } from '../template/index.ts';

/** The resource types of Cognito. */
export const resourceTypes: ResourceTypes = {
  'AWS::Cognito::UserPool': {
    uses: ['UserPoolName'],
    ignores: [
      'AccountRecoverySetting',
      'AdminCreateUserConfig',
      'AliasAttributes',
      'AutoVerifiedAttributes',
      'DeletionProtection',
      'DeviceConfiguration',
      'EmailConfiguration',
      'EmailVerificationMessage',
      'EmailVerificationSubject',
      'EnabledMfas',
      'MfaConfiguration',
      'Policies',
      'Schema',
      'SmsVerificationMessage',
      'UserAttributeUpdateSettings',
      'UserPoolAddOns',
      'UserPoolTags',
      'UserPoolTier',
      'UsernameAttributes',
      'UsernameConfiguration',
      'VerificationMessageTemplate',
    ],
    identify: ({ placed, digest, arn }) => {
      const ref = `${placed.stack.region}_${digest('UPPER', 9)}`;
      const ProviderName = `cognito-idp.${placed.stack.region}.amazonaws.com/${ref}`;
      return {
        ref,
        attributes: {
          Arn: arn('cognito-idp', `userpool/${ref}`),
          ProviderName,
          ProviderURL: `https://${ProviderName}`,
          UserPoolId: ref,
        },
      };
    },
  },
  'AWS::Cognito::UserPoolClient': {
    uses: ['UserPoolId', 'ClientName', 'AccessTokenValidity', 'TokenValidityUnits'],
    ignores: [
      'AllowedOAuthFlows',
      'AllowedOAuthFlowsUserPoolClient',
      'AllowedOAuthScopes',
      'AuthSessionValidity',
      'CallbackURLs',
      'DefaultRedirectURI',
      'EnablePropagateAdditionalUserContextData',
      'EnableTokenRevocation',
      'ExplicitAuthFlows',
      'GenerateSecret',
      'IdTokenValidity',
      'LogoutURLs',
      'PreventUserExistenceErrors',
      'ReadAttributes',
      'RefreshTokenRotation',
      'RefreshTokenValidity',
      'SupportedIdentityProviders',
      'WriteAttributes',
    ],
    identify: ({ digest }) => {
      const ref = digest('LOWER', 26);
      return { ref, attributes: { ClientId: ref, Name: ref, ClientSecret: digest('LOWER', 52, 'secret') } };
    },
  },
  'AWS::Cognito::UserPoolGroup': {
    uses: ['GroupName', 'UserPoolId'],
    ignores: ['Description', 'Precedence', 'RoleArn'],
    identify: ({ text }) => ({ ref: text('GroupName'), attributes: {} }),
  },
};
