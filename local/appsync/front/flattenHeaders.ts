import type { IncomingHttpHeaders } from 'node:http';

/** Headers as `ctx.request.headers` has them: lower-case names, one text each. */
export function flattenHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return flat;
}
