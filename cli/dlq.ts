import { join, resolve } from 'node:path';
import { postOperation } from '../local/postOperation.ts';
import { defaultReplay, maximumDeadLetters, maximumReplay } from '../schema/contract/deployment.ts';
import { DeadLettersDocument, ReplayDeadLettersDocument } from '../schema/generated/client/graphql.ts';
import type { DeadLetter, ReplayFailure } from '../schema/generated/types.ts';
import { CommandError } from './CommandError.ts';
import { defaultStateFolder } from './folders.ts';
import { openPool } from './openPool.ts';
import { optionsOf } from './optionsOf.ts';
import { parseOptions } from './parseOptions.ts';
import { Progress } from './Progress.ts';
import { runCommand } from './runCommand.ts';
import { runningCloud } from './runningCloud.ts';

interface Administrator {
  url: string;
  token: string;
}

/** A deployed API, with a token from the environment, where other programs do not see it; else the running local cloud. */
async function findApi(endpoint: string | undefined, stateFolder: string): Promise<Administrator> {
  if (endpoint !== undefined) {
    const token = process.env.RECSYNC_TOKEN;
    if (!token) throw new CommandError('Put a token of the group admin into RECSYNC_TOKEN.');
    return { url: endpoint, token };
  }
  const { graphqlUrl } = await runningCloud(stateFolder);
  if (!graphqlUrl) throw new CommandError('The local cloud names no API; start it again with npm start.');
  const pool = await openPool(join(stateFolder, 'keys'));
  return { url: graphqlUrl, token: await pool.token({ user: 'recsync', groups: ['admin'] }) };
}

/** `2026-11-28T12:00:00.000Z  INTERACTION  u1 book-1  CODE: why`. */
const describe = ({ sentAt, kind, userId, itemId, placement, code, reason }: DeadLetter): string => {
  const about = [userId, itemId ?? placement].filter(Boolean).join(' ');
  return `${sentAt ?? 'undated'}  ${kind}  ${about}  ${code ?? 'no code'}: ${reason ?? 'no reason'}\n`;
};

async function list(api: Administrator, limit: number, json: boolean): Promise<number> {
  const { deadLetters } = await postOperation(api, DeadLettersDocument, { limit });
  const letters = (deadLetters as DeadLetter[]).toSorted((one, other) =>
    (one.sentAt ?? '') < (other.sentAt ?? '') ? -1 : 1,
  );
  const texts = letters.length === 0 ? 'No dead letter waits.\n' : letters.map(describe).join('');
  process.stdout.write(json ? `${JSON.stringify({ deadLetters: letters })}\n` : texts);
  return 0;
}

/** Until so many were tried, none waits, or all that came were refused. */
async function replay(api: Administrator, limit: number, json: boolean): Promise<number> {
  const failures = new Map<string, ReplayFailure>();
  let [replayed, waiting]: [number, number | null] = [0, null];
  await new Progress().step('Replaying dead letters', async (update) => {
    for (;;) {
      const most = Math.min(maximumReplay, limit - replayed - failures.size);
      if (most <= 0) return;
      const { replayDeadLetters: answer } = await postOperation(api, ReplayDeadLettersDocument, {
        input: { limit: most },
      });
      replayed += answer.replayed;
      waiting = answer.waiting ?? null;
      for (const failure of answer.failures) failures.set(failure.messageId, failure);
      update(`${replayed} replayed`);
      if (answer.replayed === 0) return;
    }
  });
  const failed = [...failures.values()];
  if (json) process.stdout.write(`${JSON.stringify({ replayed, failures: failed, waiting })}\n`);
  else {
    process.stdout.write(`${replayed} replayed.\n`);
    for (const { messageId, code, reason } of failed) process.stdout.write(`${messageId}  ${code}: ${reason}\n`);
  }
  if (failed.length === 0) return 0;
  process.stderr.write(`${failed.length} could not be handled and wait on.\n`);
  return 1;
}

/** A whole number from 1 on. @throws CommandError */
function readLimit(text: string | undefined, most: number, usual: number): number {
  const limit = text === undefined ? usual : Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= most) return limit;
  throw new CommandError(`--limit ${text} is not a number from 1 to ${most}.`);
}

/** `recsync dlq`: what could not be handled; with `--replay` it is handled again. */
await runCommand(async () => {
  const values = parseOptions(process.argv.slice(2), optionsOf('dlq'));
  const { endpoint, limit, state } = values as Partial<Record<string, string>>;
  const isReplay = values.replay === true;
  const most = isReplay ? readLimit(limit, 10_000, defaultReplay) : readLimit(limit, maximumDeadLetters, 100);
  const api = await findApi(endpoint, resolve(state ?? defaultStateFolder));
  return (isReplay ? replay : list)(api, most, values.json === true);
});
