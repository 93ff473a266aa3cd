import type { Account } from './Account.ts';
import { isAccessDenied } from './explainAccountError.ts';
import { findApiKey } from './smokeTest.ts';
import type { StackPart, StackState } from './stacks.ts';
import type { Surroundings } from './Surroundings.ts';

/** Writes what a person needs to use a deployment, and what to do next. */
export async function announceDeployment(
  account: Account,
  facts: { deployment: string; stage: string; stacks: Partial<Record<StackPart, StackState>>; model: string },
  { write, isPrivate }: Pick<Surroundings, 'write' | 'isPrivate'>,
): Promise<void> {
  const { stacks, stage, model, deployment } = facts;
  const { GraphqlUrl, GraphqlApiId, UserPoolId, UserPoolClientId } = stacks.api!.outputs;
  const { UserDataTable, CatalogueTable, ...others } = stacks.data!.outputs;
  // Its name begins with that of the construct that has it.
  const signInUrl = Object.entries(others).find(([name]) => name.includes('SignInUrl'))?.[1];
  const signIn = signInUrl ? ` --sign-in ${signInUrl} --client ${UserPoolClientId}` : '';
  const options = `${stage === '' ? '' : ` --stage ${stage}`} --region ${account.region}`;
  const key = isPrivate ? await describeKey(account, GraphqlApiId) : undefined;
  write(
    [
      '',
      `  ${deployment} is there.`,
      '',
      `  GraphQL      ${GraphqlUrl}`,
      // Where this is kept for others to read, the key is not part of it.
      `  API key      ${key ?? `aws appsync list-api-keys --api-id ${GraphqlApiId} --region ${account.region}`}`,
      `  User pool    ${UserPoolId}   client ${UserPoolClientId}`,
      `  Model        ${model}`,
      '',
      '  Next',
      `  Try it       npm run deploy --${options} --smoke-test`,
      `  Look at it   npm run -s recsync -- pages --endpoint ${GraphqlUrl} --api-key <API key>${signIn}`,
      `  Import       npm run import -- --dir <folder> --region ${account.region} --user-table ${UserDataTable} --catalogue-table ${CatalogueTable}`,
      `  An admin     aws cognito-idp admin-add-user-to-group --user-pool-id ${UserPoolId} --group-name admin --username <name> --region ${account.region}`,
      `  Take down    npm run teardown --${options}`,
      '',
      '',
    ].join('\n'),
  );
}

async function describeKey(account: Account, apiId: string): Promise<string | undefined> {
  try {
    const key = await findApiKey(account, apiId);
    return key && `${key.id}   (public reads: header x-api-key; until ${key.expires.toISOString().slice(0, 10)})`;
  } catch (error) {
    if (isAccessDenied(error)) return undefined;
    throw error;
  }
}
