import * as z from 'zod';
import { maximumCostHours, maximumDeadLetters, maximumReplay } from '../../schema/contract/deployment.ts';
import type { OperateRequest } from '../../schema/contract/deployment.ts';
import { InvalidOperateRequestError } from './errors.ts';

const upTo = (most: number) => z.number().int().min(1).max(most);
const request = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('HEALTH') }),
  z.object({ kind: z.literal('COSTS'), hours: upTo(maximumCostHours) }),
  z.object({ kind: z.literal('DEAD_LETTERS'), limit: upTo(maximumDeadLetters) }),
  z.object({ kind: z.literal('REPLAY'), limit: upTo(maximumReplay) }),
]);

/** @throws InvalidOperateRequestError */
export function parseRequest(event: unknown): OperateRequest {
  const parsed = request.safeParse(event);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new InvalidOperateRequestError(problems.join('; '), { cause: parsed.error });
}
