import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import * as emulator from '../../index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { hasDynoxide } from '../helpers/startEngine.ts';
import { writeTemplateFolder } from '../helpers/writeTemplateFolder.ts';

const attribute = (logicalId: string, name: string) => ({ 'Fn::GetAtt': [logicalId, name] });

const resources = {
  Pool: { Type: 'AWS::Cognito::UserPool' },
  Api: {
    Type: 'AWS::AppSync::GraphQLApi',
    Properties: {
      Name: 'api',
      AuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
      UserPoolConfig: { UserPoolId: { Ref: 'Pool' }, DefaultAction: 'ALLOW' },
      AdditionalAuthenticationProviders: [{ AuthenticationType: 'API_KEY' }],
    },
  },
  Key: { Type: 'AWS::AppSync::ApiKey', Properties: { ApiId: attribute('Api', 'ApiId') } },
  Schema: {
    Type: 'AWS::AppSync::GraphQLSchema',
    Properties: { ApiId: attribute('Api', 'ApiId'), Definition: 'type Query { nothing: String }' },
  },
};

test.skipIf(!hasDynoxide)('the example of the README starts a cloud whose token its API takes', async () => {
  const page = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [, example] = /^```ts\nimport \{[^}]*\} from '@recsync\/emulator';\n([\s\S]*?)^```$/m.exec(page)!;
  const here = example
    .replace("'cdk.out'", JSON.stringify(writeTemplateFolder({ main: { Resources: resources } })))
    .replace("'.local'", JSON.stringify(folderOfTest()))
    .replace('port: 4000', 'port: 0')
    .replace('await cloud.stop();', 'await use({ graphqlUrl, realtimeUrl, apiKey, token }); $&');
  const { outputText } = ts.transpileModule(here, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  const AsyncFunction = (async () => undefined).constructor as new (
    ...text: string[]
  ) => (...values: unknown[]) => Promise<void>;

  const seen: unknown[] = [];
  const use = async (given: Record<'graphqlUrl' | 'realtimeUrl' | 'apiKey' | 'token', string>) => {
    const attempts: Record<string, string>[] = [
      { authorization: given.token },
      { 'x-api-key': given.apiKey },
      { 'x-api-key': 'guessed' },
    ];
    for (const headers of attempts) {
      const response = await fetch(given.graphqlUrl, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query: '{ __typename }' }),
      });
      seen.push(response.status);
    }
    expect(given.realtimeUrl).toMatch(/^ws:.*\/graphql\/realtime$/);
  };
  await new AsyncFunction('emulator', 'use', `const { ${Object.keys(emulator).join(', ')} } = emulator; ${outputText}`)(
    emulator,
    use,
  );
  expect(seen).toEqual([200, 200, 401]);
});
