import { resolve } from 'node:path';
import type { DeployedApi } from '../local/BundledPage.ts';
import { CommandError } from './CommandError.ts';
import { defaultStateFolder } from './folders.ts';
import { optionsOf } from './optionsOf.ts';
import { parseOptions } from './parseOptions.ts';
import { portOption } from './portOption.ts';

export interface PagesOptions {
  api: DeployedApi;
  port: number;
  stateFolder: string;
  json: boolean;
}

/** An address that tokens may go to. @throws CommandError */
function addressOption(text: string, option: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && /^(localhost|127\.0\.0\.1)$/.test(url.hostname))) {
    return text.replace(/\/$/, '');
  }
  throw new CommandError(`${option} ${text} is not an https address; the last lines of npm run deploy have it.`);
}

/** @throws CommandError */
export function parsePagesOptions(commandLine: string[]): PagesOptions {
  const values = parseOptions(commandLine, optionsOf('pages'));
  const { endpoint, port, state, client } = values as Partial<Record<string, string>>;
  const [apiKey, signIn] = [values['api-key'], values['sign-in']] as (string | undefined)[];
  if (endpoint === undefined) {
    throw new CommandError('Say of which API: --endpoint https://….appsync-api.eu-west-1.amazonaws.com/graphql.');
  }
  if ((signIn === undefined) !== (client === undefined)) {
    throw new CommandError(
      '--sign-in and --client belong together: where the sign-in pages are, and for which client.',
    );
  }
  return {
    api: {
      endpoint: addressOption(endpoint, '--endpoint'),
      ...(apiKey ? { apiKey } : {}),
      ...(signIn && client ? { signIn: { url: addressOption(signIn, '--sign-in'), clientId: client } } : {}),
    },
    port: portOption(port ?? '4100'),
    stateFolder: resolve(state ?? defaultStateFolder),
    json: values.json === true,
  };
}
