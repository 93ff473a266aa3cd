import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PreparedBatch } from '../../schema/contract/batches.ts';
import { interactionPrefix, userPartitionKey } from '../../schema/contract/keys.ts';
import { historySize } from '../../schema/contract/limits.ts';
import { noHistory } from '../../schema/contract/rows.ts';
import { RejectedRecordError } from '../../data/records/RejectedRecordError.ts';
import { parseInteraction } from '../data/read/parseRecord.ts';
import { Pseudonyms } from '../preparing/Pseudonyms.ts';
import { readErased } from '../preparing/readErased.ts';
import { readExports } from '../preparing/readExports.ts';
import { Rejections } from '../preparing/Rejections.ts';
import { PartWriter } from './PartWriter.ts';
import { readBatchSettings } from './readBatchSettings.ts';
import { readWantedUsers } from './readWantedUsers.ts';
import { SkippedUsers } from './SkippedUsers.ts';
import { toRequest } from './toRequest.ts';
import { UserSpill } from './UserSpill.ts';
import type { PastInteraction, UserRecord } from './UserSpill.ts';

/** What one call of the function that stores lists does in a minute or two, and what is lost when it is stopped. */
const leastUsersOfPart = 2000;

/**
 * The `prepare-batch` job: makes of the exported user data a request for each user, in parts. It reads
 * `processing/input`, writes `processing/output`. The same export gives the same parts. Memory holds a thousandth of the
 * interactions, and the ids of the users that a file names.
 * @throws UnusableInputError
 */
export async function prepareBatch(root: string): Promise<void> {
  const input = join(root, 'processing', 'input');
  const output = join(root, 'processing', 'output');
  const work = join(root, 'processing', 'work');
  const settings = await readBatchSettings(input);
  const pseudonyms = await Pseudonyms.read(join(input, 'key', 'pseudonyms'));
  const erased = await readErased(join(input, 'erased'));
  const isErased = (userId: string): boolean => erased.size > 0 && erased.has(pseudonyms.of(userId));
  // What a job that was stopped left behind would be added to.
  await Promise.all([work, output].map((folder) => rm(folder, { recursive: true, force: true })));
  try {
    const skipped = new SkippedUsers(join(output, 'skipped'), 'prepare.jsonl');
    const { usersFile } = settings;
    const wanted =
      usersFile === undefined ? undefined : await readWantedUsers(join(input, 'wanted', usersFile), skipped);
    const spill = new UserSpill(join(work, 'users'));
    const rejected = await collect(join(input, 'exports', 'userData'), spill, wanted);

    const parts = new PartWriter(join(output, 'requests'), join(output, 'users'), leastUsersOfPart);
    for await (const users of spill.users()) {
      for (const user of users) {
        const { userId, interactions } = user;
        const line = wanted?.get(userId);
        wanted?.delete(userId);
        if (isErased(userId)) skipped.add({ userId, line, reason: 'ERASED' });
        else if (interactions.length === 0) skipped.add({ userId, line, reason: 'NO_HISTORY' });
        else parts.add(toRequest(user, settings), { userId, basedOn: basedOn(user) });
      }
      parts.mayEndPart();
    }
    // Who is left is nowhere in the table.
    for (const [userId, line] of wanted ?? []) {
      skipped.add({ userId, line, reason: isErased(userId) ? 'ERASED' : 'UNKNOWN_USER' });
    }
    parts.flush();
    skipped.flush();
    const report: PreparedBatch = {
      parts: parts.parts,
      users: parts.users,
      skipped: skipped.counts,
      rejected: rejected.byField,
    };
    await mkdir(join(output, 'prepared'), { recursive: true });
    await writeFile(join(output, 'prepared', 'report.json'), `${JSON.stringify(report)}\n`);
    console.log(`${parts.users} users in ${parts.parts.length} parts, ${JSON.stringify(skipped.counts)} skipped`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Gathers the interactions of the wanted users, all where none are named. Returns what could not be read. */
async function collect(
  folder: string,
  spill: UserSpill,
  wanted: ReadonlyMap<string, number> | undefined,
): Promise<Rejections> {
  const rejected = new Rejections();
  const userPrefix = userPartitionKey('');
  for await (const items of readExports(folder)) {
    for (const item of items) {
      if (item === undefined) rejected.add('the row');
      const { pk, sk } = item ?? {};
      if (typeof pk !== 'string' || typeof sk !== 'string' || !pk.startsWith(userPrefix)) continue;
      const userId = pk.slice(userPrefix.length);
      if (wanted !== undefined && !wanted.has(userId)) continue;
      if (sk.startsWith(interactionPrefix)) {
        const before = rejected.count;
        rejected.catch(() => spill.add(toPastInteraction(item!, userId, sk)));
        if (rejected.count === before) continue;
      } else if (wanted === undefined) continue;
      // Nothing that can be used, but it shows that there is such a user.
      spill.add({ userId });
    }
  }
  return rejected;
}

/** @throws RejectedRecordError */
function toPastInteraction(row: Record<string, unknown>, userId: string, sortKey: string): PastInteraction {
  const { itemId, eventType, value, timestamp } = parseInteraction(row);
  const { recordedAt } = row;
  if (eventType === undefined) throw new RejectedRecordError('eventType: missing');
  if (timestamp === undefined) throw new RejectedRecordError('timestamp: missing');
  if (typeof recordedAt !== 'string' || Number.isNaN(Date.parse(recordedAt)))
    throw new RejectedRecordError('recordedAt: no instant');
  return { userId, sortKey, itemId, eventType, eventValue: value, timestamp, recordedAt };
}

/** As the list is asked for by the API: the greatest `recordedAt` of the history. */
function basedOn({ interactions }: UserRecord): string {
  return interactions
    .slice(0, historySize)
    .reduce((latest, { recordedAt }) => (recordedAt > latest ? recordedAt : latest), noHistory);
}
