const { RegExp: Expression } = globalThis;
const compiled: Record<string, RegExp> = {};
let compiledCount = 0;

function compile(pattern: string): RegExp {
  const flagged = /^\(\?([ims]+)\)/.exec(pattern);
  const body = flagged === null ? pattern : pattern.slice(flagged[0].length);
  try {
    return new Expression(`^(?:${body})$`, flagged?.[1] ?? '');
  } catch (cause) {
    throw new TypeError(`util.matches: "${pattern}" is not a pattern this emulator can run (${String(cause)})`);
  }
}

/**
 * Whether the whole value matches, as java.util.regex.Pattern.matches, whose documentation the example comes from.
 * JavaScript and Java patterns agree on the common syntax; leading flags `(?ims)` are translated.
 */
export function matches(pattern: string, value: string): boolean {
  if (!Object.hasOwn(compiled, pattern)) {
    // Patterns can come from callers' arguments, so the store must not grow for ever.
    if (compiledCount > 500) {
      for (const known of Object.keys(compiled)) delete compiled[known];
      compiledCount = 0;
    }
    compiled[pattern] = compile(String(pattern));
    compiledCount += 1;
  }
  return compiled[pattern].test(String(value));
}
