import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTemplate, services } from '../../../emulator/index.ts';
import { synthesize, synthesizeAnew } from './synthesize.ts';
import type { Synthesized } from './synthesize.ts';

const pages = { signInDomain: 'my-shop', signInUrls: 'https://shop.example/signed-in,http://localhost:5173' };
const provider = {
  oidcIssuer: 'https://accounts.example.com',
  oidcClientId: 'client-7',
  oidcClientSecret: 'recsync/oidc',
};

describe('signing in at pages', () => {
  let off: Synthesized;
  let hosted: Synthesized;
  let federated: Synthesized;
  beforeAll(async () => {
    off = await synthesize();
    hosted = await synthesizeAnew(pages, off.buildFolder);
    federated = await synthesizeAnew({ ...pages, ...provider }, off.buildFolder);
  }, 240_000);
  afterAll(() => [off, hosted, federated].forEach((made) => made?.close()));

  const clientOf = (made: Synthesized) => made.all('AWS::Cognito::UserPoolClient')[0][1].Properties;

  it('is not there unless it is asked for', () => {
    expect(off.all('AWS::Cognito::UserPoolDomain')).toEqual([]);
    expect(off.all('AWS::Cognito::UserPoolIdentityProvider')).toEqual([]);
    expect(clientOf(off)).not.toHaveProperty('CallbackURLs');
  });

  it('is by the code flow, back to the pages that were named, for the client that the API takes', () => {
    const [[, domain]] = hosted.all('AWS::Cognito::UserPoolDomain');
    const [[poolId]] = hosted.all('AWS::Cognito::UserPool');
    expect(domain.Properties).toMatchObject({ Domain: 'my-shop', UserPoolId: { Ref: poolId } });
    expect(clientOf(hosted)).toMatchObject({
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      CallbackURLs: pages.signInUrls.split(','),
      LogoutURLs: pages.signInUrls.split(','),
      SupportedIdentityProviders: ['COGNITO'],
    });
    // A page keeps no secret.
    expect(clientOf(hosted)).not.toMatchObject({ GenerateSecret: true });
    expect(hosted.all('AWS::Cognito::UserPoolIdentityProvider')).toEqual([]);
    // Another client would be refused (AppIdClientRegex).
    const idOf = (made: Synthesized): string => made.all('AWS::Cognito::UserPoolClient')[0][0];
    expect(idOf(hosted)).toBe(idOf(off));
  });

  it('offers an OpenID Connect provider besides, whose secret the template does not hold', () => {
    const [[id, made]] = federated.all('AWS::Cognito::UserPoolIdentityProvider');
    expect(made.Properties).toMatchObject({
      ProviderType: 'OIDC',
      AttributeMapping: { email: 'email' },
      ProviderDetails: {
        oidc_issuer: provider.oidcIssuer,
        client_id: provider.oidcClientId,
        authorize_scopes: 'openid email',
      },
    });
    expect((made.Properties.ProviderDetails as { client_secret: string }).client_secret).toMatch(
      /^\{\{resolve:secretsmanager:recsync\/oidc:SecretString/,
    );
    expect(clientOf(federated).SupportedIdentityProviders).toEqual(['COGNITO', { Ref: id }]);
  });

  it('runs on the local cloud, where tokens are made instead', () => {
    const template = readTemplate(federated.outdir, services, {
      port: 4000,
      derive: (purpose) => createHash('sha256').update(purpose).digest(),
    });
    const accepted = template.accepted.filter(({ type }) => type.startsWith('AWS::Cognito'));
    expect(accepted).toHaveLength(2);
    for (const { reason } of accepted) expect(reason).toContain('tokens are made');
  });

  it.each([
    [{ signInDomain: 'my-shop' }, '"signInDomain" is there without "signInUrls"'],
    [{ signInUrls: 'https://shop.example' }, '"signInUrls" is there without "signInDomain"'],
    [provider, '"oidcIssuer" is there without "signInDomain"'],
    [{ ...pages, oidcIssuer: provider.oidcIssuer }, 'without "oidcClientId"'],
    [{ ...pages, signInUrls: 'http://shop.example' }, '"signInUrls" is "http://shop.example"'],
    [{ ...pages, signInUrls: 'https://shop.example,' }, '"signInUrls" is'],
    [{ ...pages, signInDomain: 'my-cognito' }, '"signInDomain" is "my-cognito"'],
    [{ ...pages, ...provider, oidcIssuer: 'http://accounts.example.com' }, '"oidcIssuer" is'],
    [{ ...pages, ...provider, oidcClientSecret: 'a secret!' }, '"oidcClientSecret" is'],
  ])('refuses %o', async (context, message) => {
    await expect(synthesizeAnew(context, off.buildFolder)).rejects.toThrow(message);
  });
});
