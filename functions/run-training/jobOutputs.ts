import * as z from 'zod';
import type { DataReport, JudgeVerdict } from '../../schema/contract/models.ts';

const count = z.number().int().min(0);
const counts = z.record(z.string(), z.number());
const byVersion = z.looseObject({ champion: z.number().optional(), challenger: z.number() });

/** The `report.json` of the job `prepare`. */
export const dataReport = z.looseObject({
  refusals: z.array(z.string()),
  tooLittle: z.string().optional(),
  fingerprint: z.string(),
  interactions: count,
  users: count,
  items: count,
  newInteractions: count,
  rejected: counts,
  trainedUntil: z.string(),
  judgedInteractions: count,
  judgedUsers: count,
  eventTypes: counts,
  drift: z.looseObject({
    measures: z.array(
      z.looseObject({
        name: z.enum(['EVENT_TYPES', 'ITEMS', 'USERS', 'VOLUME']),
        value: z.number(),
        threshold: z.number(),
      }),
    ),
    drifted: z.boolean(),
    windows: count,
  }),
}) satisfies z.ZodType<DataReport>;

/** The `verdict.json` of the job `judge`. */
export const judgeVerdict = z.looseObject({
  challenger: z.string(),
  champion: z.string().optional(),
  isAccepted: z.boolean(),
  reason: z.string(),
  segments: z.array(
    z.looseObject({
      segment: z.enum(['ALL', 'NEW_USERS', 'RETURNING_USERS', 'COLD_ITEMS']),
      cases: count,
      championNdcg: z.number().optional(),
      challengerNdcg: z.number(),
      difference: z.looseObject({ value: z.number(), low: z.number(), high: z.number() }).optional(),
    }),
  ),
  coverage: byVersion,
  diversity: byVersion,
  novelty: byVersion,
}) satisfies z.ZodType<JudgeVerdict>;
