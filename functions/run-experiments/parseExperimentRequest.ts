import * as z from 'zod';
import type { ExperimentRequest } from '../../schema/contract/experiments.ts';
import { InvalidExperimentRequestError } from './errors.ts';

const text = z.string().min(1);
const rate = z.number().min(0).max(1);
/** APPSYNC_JS leaves null where the client gave nothing. */
const optional = <Type extends z.ZodType>(type: Type) => type.nullish().transform((value) => value ?? undefined);

const settings = z.object({
  experimentId: text,
  placement: text,
  variants: z
    .array(
      z.object({
        variant: text,
        share: z.number().int().min(1).max(10_000),
        settings: optional(z.looseObject({})),
        modelVersion: optional(text),
      }),
    )
    .min(2),
  goal: z.enum(['CLICK', 'ADD_TO_CART', 'PURCHASE', 'REVENUE']),
  revenueCap: optional(z.number().positive()),
  windowSeconds: z.number().int().positive(),
  expectedRate: rate,
  smallestEffect: z.number().min(-1).max(1),
  guards: z.array(z.object({ metric: z.enum(['DISLIKES', 'DEGRADED']), margin: rate })),
  segments: z.boolean(),
  allocation: z.enum(['FIXED', 'BANDIT']),
  smallestShare: z.number().int().min(1).max(10_000),
});

const shape = z.union([
  z.object({
    kind: z.literal('PUT'),
    settings,
    start: z.boolean(),
    revision: z.number().int().nullable(),
    caller: text,
  }),
  z.object({ kind: z.literal('END'), experimentId: text, promote: text.nullable(), caller: text }),
  z.object({ kind: z.literal('RESULTS'), experimentId: text }),
  // What EventBridge sends by the rule.
  z.object({ source: z.literal('aws.events') }).transform(() => ({ kind: 'ADVANCE' as const })),
]);

/**
 * The input of the function: of the API (schema/contract/experiments.ts) or of the schedule.
 * @throws InvalidExperimentRequestError naming each field that is wrong
 */
export function parseExperimentRequest(event: unknown): ExperimentRequest | { kind: 'ADVANCE' } {
  const parsed = shape.safeParse(event);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new InvalidExperimentRequestError(problems.join('; '), { cause: parsed.error });
}
