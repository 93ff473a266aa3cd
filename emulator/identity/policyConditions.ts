/** `*` and `?` as in IAM, over the whole text. */
export const matchesWildcard = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
    's',
  ).test(text);

export const asList = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(String);

type Test = (expected: string, actual: string) => boolean;
const equals: Test = (expected, actual) => expected === actual;
const ignoringCase: Test = (expected, actual) => expected.toLowerCase() === actual.toLowerCase();
const negated =
  (test: Test): Test =>
  (expected, actual) =>
    !test(expected, actual);
const numeric =
  (compare: (left: number, right: number) => boolean): Test =>
  (expected, actual) =>
    compare(Number(actual), Number(expected));

const positiveTests: Record<string, Test> = {
  StringEquals: equals,
  StringEqualsIgnoreCase: ignoringCase,
  StringLike: matchesWildcard,
  ArnEquals: matchesWildcard,
  ArnLike: matchesWildcard,
  Bool: ignoringCase,
  NumericEquals: numeric((left, right) => left === right),
  NumericLessThan: numeric((left, right) => left < right),
  NumericLessThanEquals: numeric((left, right) => left <= right),
  NumericGreaterThan: numeric((left, right) => left > right),
  NumericGreaterThanEquals: numeric((left, right) => left >= right),
};
const negativeTests: Record<string, Test> = {
  StringNotEquals: equals,
  StringNotEqualsIgnoreCase: ignoringCase,
  StringNotLike: matchesWildcard,
  ArnNotEquals: matchesWildcard,
  ArnNotLike: matchesWildcard,
};

const parseOperator = (operator: string): { quantifier?: string; base: string; ifExists: boolean } => {
  const [quantifier, name] = operator.includes(':') ? (operator.split(':') as [string, string]) : [undefined, operator];
  return { quantifier, base: name.replace(/IfExists$/, ''), ifExists: name.endsWith('IfExists') };
};

/** Whether a condition operator can be evaluated here. */
export const knowsOperator = (operator: string): boolean => {
  const { quantifier, base } = parseOperator(operator);
  return (
    (quantifier === undefined || quantifier === 'ForAllValues' || quantifier === 'ForAnyValue') &&
    (base === 'Null' || Object.hasOwn(positiveTests, base) || Object.hasOwn(negativeTests, base))
  );
};

/**
 * Whether one operator of a Condition block holds for one key. `actual` is undefined when the request lacks the key.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function holds(operator: string, expected: string[], actual: string[] | undefined): boolean {
  const { quantifier, base, ifExists } = parseOperator(operator);
  if (base === 'Null') {
    return expected.includes(String(actual === undefined));
  }
  if (actual === undefined) {
    return ifExists || quantifier === 'ForAllValues' || Object.hasOwn(negativeTests, base);
  }
  const positive = positiveTests[base];
  const one = positive
    ? (value: string) => expected.some((wanted) => positive(wanted, value))
    : (value: string) => expected.every((wanted) => negated(negativeTests[base]!)(wanted, value));
  return quantifier === 'ForAllValues' ? actual.every(one) : actual.some(one);
}
