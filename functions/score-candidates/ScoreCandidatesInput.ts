import * as z from 'zod';
import { parseItemFilter } from '../../model/contract/index.ts';
import { InvalidScoreRequestError } from './errors.ts';

/** APPSYNC_JS leaves null where the client gave nothing. */
const optional = <Type extends z.ZodType>(type: Type) => type.nullish().transform((value) => value ?? undefined);

const attributes = z.record(z.string(), z.string());
/** AWSJSON reaches resolvers parsed, and other callers send it as text. */
const jsonText = z.string().transform((json, context): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    context.addIssue({ code: 'custom', message: 'is no JSON' });
    return z.NEVER;
  }
});
const jsonAttributes = z.union([attributes, jsonText.pipe(attributes)]);

const inputShape = z.object({
  kind: z.enum(['RECOMMEND', 'SIMILAR', 'POPULAR', 'RERANK']),
  userId: optional(z.string()),
  placement: z.string(),
  limit: z.number().int().min(1).max(500),
  /** Left out: read from the user data table. */
  history: optional(
    z.array(
      z.object({
        itemId: z.string(),
        eventType: z.string(),
        eventValue: optional(z.number()),
        timestamp: z.iso.datetime(),
        recordedAt: z.iso.datetime(),
      }),
    ),
  ),
  itemId: optional(z.string()),
  candidateItemIds: optional(z.array(z.string())),
  filter: optional(z.unknown()),
  context: optional(
    z.object({
      device: optional(z.string()),
      locale: optional(z.string()),
      hourOfDay: optional(z.number()),
      dayOfWeek: optional(z.number()),
      attributes: optional(jsonAttributes),
    }),
  ),
  excludeItemIds: optional(z.array(z.string())),
  diversity: optional(z.number()),
  explain: optional(z.boolean()),
  maxLatencyMs: optional(z.number().positive()),
  /** The stored list that was too old, for the fallback. */
  storedItems: optional(z.array(z.object({ itemId: z.string(), score: z.number() }))),
});

export type ScoreCandidatesInput = ReturnType<typeof parseInput>;
export type HistoryEntry = NonNullable<ScoreCandidatesInput['history']>[number];

/**
 * The input of the function (docs/contracts.md).
 * @throws InvalidScoreRequestError naming each field that is wrong
 */
export function parseInput(event: unknown) {
  const parsed = inputShape.safeParse(event);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new InvalidScoreRequestError(problems.join('; '), { cause: parsed.error });
  }
  try {
    const { filter, ...input } = parsed.data;
    return { ...input, filter: filter === undefined ? undefined : parseItemFilter(filter, 'filter') };
  } catch (cause) {
    throw new InvalidScoreRequestError((cause as Error).message, { cause });
  }
}
