import * as z from 'zod';
import { parseInvocationRequest } from '../../model/contract/index.ts';
import type { InvocationRequest } from '../../model/contract/index.ts';
import { maximumComparedVersions, maximumPageSize } from '../../schema/contract/limits.ts';
import type { CompareModelsRequest, ShadowRequest } from '../../schema/contract/scoring.ts';
import { InvalidComparisonError } from './errors.ts';

const text = z.string().min(1);

const shape = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('SHADOW'),
    champion: text,
    challenger: z.object({ modelVersion: text, endpointName: text }),
    request: z.custom<object>().transform((request, context): InvocationRequest => {
      try {
        const parsed = parseInvocationRequest(request);
        if ('kind' in parsed) return parsed;
        context.addIssue({ code: 'custom', message: 'has several requests' });
      } catch (error) {
        context.addIssue({ code: 'custom', message: (error as Error).message });
      }
      return z.NEVER;
    }),
    championItemIds: z.array(z.string()),
  } satisfies Record<keyof ShadowRequest, z.ZodType>),
  z.object({
    kind: z.literal('COMPARE'),
    userId: text,
    versions: z.array(text).min(1).max(maximumComparedVersions),
    limit: z.number().int().min(1).max(maximumPageSize),
  } satisfies Record<keyof CompareModelsRequest, z.ZodType>),
]);

export type Comparison = z.infer<typeof shape>;
export type Shadow = Extract<Comparison, { kind: 'SHADOW' }>;
export type Compare = Extract<Comparison, { kind: 'COMPARE' }>;

/** @throws InvalidComparisonError naming each field that is wrong */
export function parseComparison(event: unknown): Comparison {
  const parsed = shape.safeParse(event);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new InvalidComparisonError(problems.join('; '), { cause: parsed.error });
}
