import * as z from 'zod';
import { largestExplorationPool } from '../../schema/contract/limits.ts';
import type { MetricsRequest, PolicyRequest } from '../../schema/contract/metrics.ts';
import { InvalidReportError } from './errors.ts';

const days = { from: z.iso.date(), to: z.iso.date() };
const metrics = z.object({
  kind: z.literal('METRICS'),
  ...days,
  placement: z.string().min(1).nullable(),
  groupBy: z.enum(['DAY', 'PLACEMENT', 'VARIANT', 'MODEL_VERSION', 'SOURCE', 'POSITION']).nullable(),
} satisfies Record<keyof MetricsRequest, z.ZodType>);
const policy = z.object({
  kind: z.literal('POLICY'),
  ...days,
  placement: z.string().min(1),
  goal: z.enum(['CLICK', 'ADD_TO_CART', 'PURCHASE', 'REVENUE']),
  explorationDepth: z.number().int().min(1).max(largestExplorationPool),
} satisfies Record<keyof PolicyRequest, z.ZodType>);
const shape = z.discriminatedUnion('kind', [metrics, policy]);

/** @throws InvalidReportError naming each field that is wrong */
export function parseReport(event: unknown): MetricsRequest | PolicyRequest {
  const parsed = shape.safeParse(event);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new InvalidReportError(problems.join('; '), { cause: parsed.error });
}
