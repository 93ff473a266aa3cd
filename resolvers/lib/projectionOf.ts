/** The projection that reads these attributes; every name goes in by a placeholder, because DynamoDB reserves many. */
export function projectionOf(names: string[]): { expression: string; expressionNames: Record<string, string> } {
  const expressionNames: Record<string, string> = {};
  names.forEach((name) => {
    expressionNames[`#${name}`] = name;
  });
  return { expression: names.map((name) => `#${name}`).join(', '), expressionNames };
}
