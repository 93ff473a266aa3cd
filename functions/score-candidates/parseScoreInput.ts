import * as z from 'zod';
import { parseItemFilter } from '../../model/contract/index.ts';
import { maximumPageSize, maximumRankedItems } from '../../schema/contract/limits.ts';
import { unpackScores } from '../../schema/contract/rankedItems.ts';
import type { ExplainItemRequest, ScoreCandidatesInput } from '../../schema/contract/scoring.ts';
import type { ItemFilterInput } from '../../schema/generated/types.ts';
import { keepEntries } from '../shared/historyEntries.ts';
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

const packedScores = z
  .string()
  .transform((text, context): unknown => {
    try {
      return unpackScores(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'is no packed list' });
      return z.NEVER;
    }
  })
  .pipe(z.array(z.object({ itemId: z.string(), score: z.number() })));

const itemFilter = z.custom<ItemFilterInput>().transform((filter, context) => {
  try {
    return parseItemFilter(filter, 'filter');
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});

const inputShape = z.object({
  kind: z.enum(['RECOMMEND', 'SIMILAR', 'POPULAR', 'RERANK']),
  userId: optional(z.string()),
  placement: z.string(),
  limit: z.number().int().min(1).max(maximumRankedItems),
  history: optional(z.array(z.unknown()).transform(keepEntries)),
  hasMoreHistory: optional(z.boolean()),
  basedOn: optional(z.iso.datetime()),
  shown: optional(z.number().int().min(0)),
  itemId: optional(z.string()),
  candidateItemIds: optional(z.array(z.string())),
  filter: optional(itemFilter),
  context: optional(
    z.object({
      device: optional(z.string()),
      locale: optional(z.string()),
      hourOfDay: optional(z.number()),
      dayOfWeek: optional(z.number()),
      attributes: optional(z.union([attributes, jsonText.pipe(attributes)])),
    }),
  ),
  excludeItemIds: optional(z.array(z.string())),
  diversity: optional(z.number()),
  explain: optional(z.boolean()),
  maxLatencyMs: optional(z.number().positive()),
  requestedAt: optional(z.number()),
  modelVersion: optional(z.string()),
  // Only for when there is nothing better: of another form, it is not there.
  storedItems: optional(packedScores).catch(undefined),
} satisfies Record<keyof ScoreCandidatesInput, z.ZodType>);

/** The input of the contract without nulls, its filter and its attributes checked and read. */
export type ParsedScoreInput = z.infer<typeof inputShape>;

const explainShape = z.object({
  kind: z.literal('EXPLAIN'),
  userId: z.string(),
  itemId: z.string(),
  placement: z.string(),
  limit: z.number().int().min(1).max(maximumPageSize),
  filter: optional(itemFilter),
  excludeItemIds: optional(z.array(z.string())),
} satisfies Record<keyof ExplainItemRequest, z.ZodType>);
export type ParsedExplainRequest = z.infer<typeof explainShape>;

/**
 * The input of the function (schema/contract/scoring.ts).
 * @throws InvalidScoreRequestError naming each field that is wrong
 */
export function parseScoreInput(event: unknown): ParsedScoreInput {
  return parseBy(inputShape, event);
}

/** Whether the function is asked for an explanation instead of a list. */
export function isExplainRequest(event: unknown): boolean {
  return (event as { kind?: unknown } | null)?.kind === 'EXPLAIN';
}

/** @throws InvalidScoreRequestError naming each field that is wrong */
export function parseExplainRequest(event: unknown): ParsedExplainRequest {
  return parseBy(explainShape, event);
}

function parseBy<Output>(shape: z.ZodType<Output>, event: unknown): Output {
  const parsed = shape.safeParse(event);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new InvalidScoreRequestError(problems.join('; '), { cause: parsed.error });
}
