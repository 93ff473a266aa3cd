import { interactionPrefix, presenceSortKey, seenPrefix } from '../../schema/contract/keys.ts';
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
  Key: Attributes;
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

/** Changes the sums of lists that a request writes. */
const withSums =
  (change: (update: Update) => void): Plant =>
  (_, body) => {
    const changed = structuredClone(body);
    for (const { Update: update } of (changed as Body).TransactItems ?? []) {
      if (update?.Key.pk?.S?.startsWith('METRIC#')) change(update);
    }
    return [changed];
  };

/** Where a bug is planted: between the system and its database, before a push, or in the archive. */
type PlantedBug = { foundBy: CheckName } & (
  | { plant: Plant }
  /** Lists go to a bystander, or to nobody. */
  | { pushTo: 'BYSTANDER' | 'NOBODY' }
  | { isInArchive: true }
);

/**
 * Bugs of the kinds that the suite is there to find, and which check finds each: a checker that never finds anything
 * proves nothing.
 */
export const plantedBugs: Record<string, PlantedBug> = {
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
  'a count of what is delivered again': {
    plant: (_, body) => {
      const changed = structuredClone(body);
      for (const { Put: put } of (changed as Body).TransactItems ?? []) {
        if (!put?.Item.sk?.S?.startsWith(seenPrefix)) continue;
        delete put.Item.position;
        put.Item.items = { S: '[]' };
      }
      return [changed];
    },
    foundBy: 'counts as often as a recount of what is stored, at most the heaviest weight of a user, an item and a day',
  },
  'a request that is taken for an older one': {
    plant: (_, body) => {
      const changed = structuredClone(body) as Partial<Update> & { ConditionExpression?: string };
      // The clock of the host that recorded the first one was ahead of all others.
      if (changed.Key?.sk?.S === presenceSortKey && changed.ConditionExpression?.includes('#request')) {
        changed.ConditionExpression = 'attribute_exists(pk) AND attribute_not_exists(#request)';
      }
      return [changed];
    },
    foundBy: 'shows everybody who listens a list that is based on the last thing they did',
  },
  'a count of a list of more than came': {
    plant: withSums(({ ExpressionAttributeValues: values }) => {
      for (const [name, value] of Object.entries(values)) {
        if (/^:\d+$/.test(name)) value.N = String(2 * Number(value.N));
      }
    }),
    foundBy: 'measures lists as a recount of what is stored',
  },
  'a count for a list of another version': {
    plant: withSums(({ Key: key }) => {
      const [day, experiment, variant, , ...others] = key.sk.S!.split('#');
      key.sk = { S: [day, experiment, variant, '20200101-000000-abcd', ...others].join('#') };
    }),
    foundBy: 'attributes to the version, source and position of the list that led to it',
  },
  'a push to the wrong person': { pushTo: 'BYSTANDER', foundBy: 'shows nobody a list of somebody else' },
  'a listener left on an older list': {
    pushTo: 'NOBODY',
    foundBy: 'shows everybody who listens a list that is based on the last thing they did',
  },
  'an archive without a line': { isInArchive: true, foundBy: 'archives what is stored, by person' },
};
