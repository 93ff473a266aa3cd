import { FilterUnsupported } from './errors.ts';

type Test = (value: unknown) => boolean;
type Rule = Record<string, unknown>;

const isObject = (value: unknown): value is Rule =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const comparisons: Record<string, (left: number, right: number) => boolean> = {
  '=': (left, right) => left === right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

const compileNumeric = (parts: unknown[]): Test => {
  const tests = parts.flatMap((part, index) => {
    if (index % 2 === 1) {
      return [];
    }
    const compare = comparisons[String(part)];
    if (!compare) {
      throw new FilterUnsupported(`numeric comparison ${String(part)}`);
    }
    return [(value: number) => compare(value, Number(parts[index + 1]))];
  });
  // DynamoDB's numbers are text on the wire.
  return (value) =>
    value !== undefined && value !== '' && !Number.isNaN(Number(value)) && tests.every((test) => test(Number(value)));
};

const operators: Record<string, (argument: unknown) => Test> = {
  prefix: (argument) => (value) => typeof value === 'string' && value.startsWith(String(argument)),
  suffix: (argument) => (value) => typeof value === 'string' && value.endsWith(String(argument)),
  exists: (argument) => (value) => (value !== undefined) === argument,
  numeric: (argument) => compileNumeric(argument as unknown[]),
  'equals-ignore-case': (argument) => (value) =>
    typeof value === 'string' && value.toLowerCase() === String(argument).toLowerCase(),
  'anything-but': (argument) => {
    const refused = compileAlternatives(Array.isArray(argument) ? argument : [argument]);
    return (value) => value !== undefined && !refused(value);
  },
};

const compileRule = (rule: unknown): Test => {
  if (!isObject(rule)) {
    return (value) => value === rule;
  }
  const [[name, argument] = []] = Object.entries(rule);
  const operator = name !== undefined && Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (!operator) {
    throw new FilterUnsupported(`operator ${name}`);
  }
  return operator(argument);
};

const compileAlternatives = (rules: unknown[]): Test => {
  const tests = rules.map(compileRule);
  return (value) => tests.some((test) => (Array.isArray(value) ? value.some(test) : test(value)));
};

/**
 * Compiles one filter pattern of an event source mapping.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-syntax
 * @throws FilterUnsupported
 */
export function compileFilter(pattern: unknown): Test {
  if (Array.isArray(pattern)) {
    return compileAlternatives(pattern);
  }
  if (!isObject(pattern)) {
    throw new FilterUnsupported(`${JSON.stringify(pattern)} is neither an object nor a list`);
  }
  const fields = Object.entries(pattern).map(([name, inner]): Test => {
    if (name === '$or') {
      const alternatives = (inner as unknown[]).map(compileFilter);
      return (value) => alternatives.some((test) => test(value));
    }
    const test = compileFilter(inner);
    return (value) => test(isObject(value) ? value[name] : undefined);
  });
  return (value) => fields.every((test) => test(value));
}
