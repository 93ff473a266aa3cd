import { interactionPrefix } from '../../schema/contract/keys.ts';
import type { Plant } from '../helpers/FaultProxy.ts';
import type { CheckName } from './checkRecording.ts';

type Attributes = Record<string, { S?: string; N?: string }>;
interface Put {
  TableName: string;
  Item: Attributes;
  ConditionExpression?: string;
}
interface Update {
  TableName: string;
  UpdateExpression: string;
  ExpressionAttributeValues: Attributes;
}
interface Body {
  Item?: Attributes;
  TransactItems?: { Put?: Put; Update?: Update }[];
}

/** The puts of interactions in a request. */
const putsOf = (body: Body): Put[] =>
  [body as Partial<Put>, ...(body.TransactItems ?? []).map((one): Partial<Put> => one.Put ?? {})].filter(
    (put): put is Put => put.Item?.sk?.S?.startsWith(interactionPrefix) === true,
  );

/** Changes the request where it writes interactions. */
const withPuts =
  (change: (put: Put) => void): Plant =>
  (_, body) => {
    const changed = structuredClone(body);
    putsOf(changed as Body).forEach(change);
    return [changed];
  };

/**
 * Bugs of the kinds that the suite is there to find, planted between the system and its database, and which check finds
 * each: a checker that never finds anything proves nothing.
 */
export const plantedBugs: Record<string, { plant: Plant; foundBy: CheckName }> = {
  'a write that is acknowledged and not made': {
    plant: (_, body) => (putsOf(body as Body).length > 0 ? [] : [body]),
    foundBy: 'loses nothing that was acknowledged, doubles nothing and stores nothing else',
  },
  'a write that is made twice': {
    plant: (_, body) => {
      const second = structuredClone(body);
      putsOf(second as Body).forEach(({ Item }) => (Item.sk = { S: `${Item.sk.S}-again` }));
      return putsOf(body as Body).length > 0 ? [body, second] : [body];
    },
    foundBy: 'loses nothing that was acknowledged, doubles nothing and stores nothing else',
  },
  'a write of something else': {
    plant: withPuts(({ Item }) => (Item.eventType = { S: 'SHARE' })),
    foundBy: 'overwrites nothing: what is acknowledged is what was sent and what is stored',
  },
  'a write over what is there': {
    plant: withPuts((put) => delete put.ConditionExpression),
    foundBy: 'says RECORDED once of one interaction',
  },
  'a count of more than came': {
    plant: (_, body) => {
      const changed = structuredClone(body);
      for (const { Update: update } of (changed as Body).TransactItems ?? []) {
        const count = update?.UpdateExpression.startsWith('ADD #count') && update.ExpressionAttributeValues[':count'];
        if (count) count.N = String(2 * Number(count.N));
      }
      return [changed];
    },
    foundBy: 'counts as often as a recount of what is stored, at most the heaviest weight of a user, an item and a day',
  },
};
