/** Drops absent and null members: an absent field is an absent attribute. */
export function withoutNulls(record: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  Object.entries(record).forEach(([name, value]) => {
    if (value !== null && value !== undefined) kept[name] = value;
  });
  return kept;
}
