type Pattern = Record<string, unknown>;

const isObject = (value: unknown): value is Pattern =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isPlain = (value: unknown): boolean => value === null || ['string', 'number', 'boolean'].includes(typeof value);
const isText = (value: unknown): boolean => typeof value === 'string';

function isRange(value: unknown): boolean {
  if (!Array.isArray(value) || (value.length !== 2 && value.length !== 4)) return false;
  const operators = value.length === 2 ? [/^(=|<|<=|>|>=)$/] : [/^>=?$/, /^<=?$/];
  return operators.every(
    (operator, index) => operator.test(String(value[2 * index])) && Number.isFinite(value[2 * index + 1]),
  );
}

const operators: Record<string, (argument: unknown) => boolean> = {
  prefix: isText,
  suffix: isText,
  'equals-ignore-case': isText,
  exists: (argument) => typeof argument === 'boolean',
  numeric: isRange,
  'anything-but': (argument) =>
    (Array.isArray(argument) ? argument.length > 0 && argument.every(isPlain) : isPlain(argument)) ||
    (isObject(argument) && Object.keys(argument).length === 1 && (isText(argument.prefix) || isText(argument.suffix))),
};

/**
 * What Lambda would refuse in the filter pattern of an event source mapping.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-syntax
 */
export function findPatternProblems(text: string): string[] {
  if (text.length > 4096) return [`${text.length} characters, Lambda takes 4096`];
  const pattern = JSON.parse(text) as unknown;
  return isObject(pattern) ? findProblemsBelow(pattern, '') : ['the pattern is no object'];
}

function findProblemsBelow(pattern: Pattern, path: string): string[] {
  const fields = Object.entries(pattern);
  if (fields.length === 0) return [`${path || 'the pattern'} is empty`];
  return fields.flatMap(([name, value]) => {
    const place = path === '' ? name : `${path}.${name}`;
    if (name === '$or') {
      return Array.isArray(value) && value.length > 1 && value.every(isObject)
        ? value.flatMap((alternative) => findProblemsBelow(alternative, place))
        : [`${place} is no list of two objects or more`];
    }
    if (isObject(value)) return findProblemsBelow(value, place);
    if (!Array.isArray(value) || value.length === 0) return [`${place} is no list of what matches`];
    return value.flatMap((rule) => findProblemsOfRule(rule, place));
  });
}

function findProblemsOfRule(rule: unknown, place: string): string[] {
  if (isPlain(rule)) return [];
  const [[name, argument] = [], ...more] = isObject(rule) ? Object.entries(rule) : [];
  if (name === undefined || more.length > 0) return [`${place} has a rule that is no value and no single operator`];
  if (!Object.hasOwn(operators, name)) return [`${place} has the operator ${name}, which Lambda does not know`];
  return operators[name](argument) ? [] : [`${place} gives ${name} what it does not take: ${JSON.stringify(argument)}`];
}
