/**
 * Whether a published value passes the arguments of a subscription that sets no filter: each argument must equal the
 * field of its name. An argument given as null asks for null; one that is left out asks for nothing.
 * https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-using-subscription-arguments.html
 */
export function matchesArguments(args: Record<string, unknown>, payload: Record<string, unknown>): boolean {
  return Object.entries(args).every(([name, value]) => {
    const published = payload[name] ?? null;
    if (value === null || value === undefined || typeof value !== 'object') return published === (value ?? null);
    return JSON.stringify(published) === JSON.stringify(value);
  });
}
