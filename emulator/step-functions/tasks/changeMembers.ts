export const changeFirst = (text: string, change: 'toUpperCase' | 'toLowerCase'): string =>
  text.charAt(0)[change]() + text.slice(1);

/** Step Functions has PascalCase everywhere; the APIs of Step Functions itself and of EMR Serverless do not. */
export const renameMembers = (value: unknown, change: 'toUpperCase' | 'toLowerCase'): unknown => {
  if (Array.isArray(value)) return value.map((one) => renameMembers(one, change));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [changeFirst(name, change), renameMembers(inner, change)]),
  );
};
