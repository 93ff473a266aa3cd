import { util } from '@aws-appsync/utils';
import { quote } from '../../schema/contract/checks.ts';
import type { ModelVersionRow } from '../../schema/contract/models.ts';
import { isPrivileged } from './caller.ts';
import { requireId } from './checks.ts';

/** The versions that a request is about, for the pipeline function `requireModelVersions`. */
export interface VersionsStash {
  wantedVersions?: string[];
}

/** Has `requireModelVersions` see to it that these versions exist and have an endpoint. */
export function requireServed(stash: VersionsStash, argument: string, versions: string[]): void {
  versions.forEach((version) => {
    requireId(argument, version);
  });
  stash.wantedVersions = versions;
}

/** The version that a list is to be made by, if one is named: whoever may not see other people's data may not choose. */
export function readPinnedVersion(
  stash: VersionsStash,
  identity: unknown,
  modelVersion: string | null | undefined,
): string | null {
  if (modelVersion === null || modelVersion === undefined) return null;
  if (!isPrivileged(identity)) util.unauthorized();
  requireServed(stash, 'modelVersion', [modelVersion]);
  return modelVersion;
}

/** Ends the request unless the version is there and has an endpoint. */
export function requireEndpoint(modelVersion: string, row: ModelVersionRow | null | undefined): ModelVersionRow {
  if (!row) {
    util.error(
      `There is no version ${quote(modelVersion)} of the model. modelVersions lists them.`,
      'ModelVersionNotFound',
    );
  }
  if (!row.endpointName) {
    util.error(
      `The version ${quote(modelVersion)} has no endpoint any more. The last two versions that were live have one.`,
      'ModelVersionNotServed',
    );
  }
  return row;
}
