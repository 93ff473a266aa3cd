import { util } from '@aws-appsync/utils';

/** Ends the request: the caller did not see what the change would replace. */
export function placementChanged(): never {
  util.error(
    'The placement changed since its revision was read. Ask for placement, and send it again with its revision if it is still wanted.',
    'PlacementChanged',
  );
}
