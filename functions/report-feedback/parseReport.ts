import * as z from 'zod';
import type { MetricsRequest } from '../../schema/contract/metrics.ts';
import { InvalidReportError } from './errors.ts';

const shape = z.object({
  kind: z.literal('METRICS'),
  from: z.iso.date(),
  to: z.iso.date(),
  placement: z.string().min(1).nullable(),
  groupBy: z.enum(['DAY', 'PLACEMENT', 'VARIANT', 'MODEL_VERSION', 'SOURCE', 'POSITION']).nullable(),
} satisfies Record<keyof MetricsRequest, z.ZodType>);

/** @throws InvalidReportError naming each field that is wrong */
export function parseReport(event: unknown): MetricsRequest {
  const parsed = shape.safeParse(event);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new InvalidReportError(problems.join('; '), { cause: parsed.error });
}
