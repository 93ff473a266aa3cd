import * as z from 'zod';
import { peopleCompared, type SimilarUsersRequest } from '../../schema/contract/similarUsers.ts';
import { InvalidRequestError } from './errors.ts';

const shape = z.object({
  userId: z.string().min(1),
  limit: z.number().int().min(1).max(peopleCompared),
} satisfies Record<keyof SimilarUsersRequest, z.ZodType>);

/** @throws InvalidRequestError naming each field that is wrong */
export function parseRequest(event: unknown): SimilarUsersRequest {
  const parsed = shape.safeParse(event);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new InvalidRequestError(problems.join('; '), { cause: parsed.error });
}
