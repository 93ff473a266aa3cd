import * as z from 'zod';
import { InvalidEnvironmentError } from './errors.ts';

/** A whole number above zero, which environments hold as text. */
export const positiveInteger = z.coerce.number().int().positive();

/** A variable that must not be empty. */
export const text = z.string().min(1);

/**
 * The variables that a function needs, checked once when its module loads.
 * @throws InvalidEnvironmentError naming each variable that is missing or wrong
 */
export function parseEnvironment<Shape extends z.ZodRawShape>(
  shape: Shape,
  environment: Record<string, string | undefined>,
): z.infer<z.ZodObject<Shape>> {
  const parsed = z.object(shape).safeParse(environment);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new InvalidEnvironmentError(problems.join('; '), { cause: parsed.error });
}
