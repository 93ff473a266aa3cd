import { ServiceError } from '../gateway/index.ts';

/** Values by the second that their period begins at. */
export type TimeSeries = Map<number, number>;
type Value = number | TimeSeries;

const refuse = (expression: string, reason: string): ServiceError =>
  new ServiceError(
    'ValidationError',
    `The local cloud does not understand the expression ${expression} (${reason}): it knows + - * /, numbers, ids, FILL and EPOCH.`,
  );

const operators: Record<string, (left: number, right: number) => number> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
};

/** Where a series has no value, or a division by zero, the result has none. */
const combine = (operate: (left: number, right: number) => number, left: Value, right: Value): Value => {
  if (typeof left === 'number' && typeof right === 'number') {
    return operate(left, right);
  }
  const seconds = [...(typeof left === 'number' ? (right as TimeSeries) : left).keys()];
  const at = (value: Value, second: number): number | undefined =>
    typeof value === 'number' ? value : value.get(second);
  return new Map(
    seconds.flatMap((second) => {
      const [one, other] = [at(left, second), at(right, second)];
      const result = one === undefined || other === undefined ? NaN : operate(one, other);
      return Number.isFinite(result) ? [[second, result] as const] : [];
    }),
  );
};

/**
 * Works out a metric math expression.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 * @param seconds where periods begin in the time that is asked for: FILL and EPOCH give each a value
 * @throws ServiceError (ValidationError)
 */
export function evaluateExpression(
  expression: string,
  find: (id: string) => TimeSeries | undefined,
  seconds: readonly number[],
): TimeSeries {
  const tokens = expression.match(/[A-Za-z]\w*|\d+(?:\.\d+)?|[-+*/(),]|\S/g) ?? [];
  let position = 0;
  const take = (): string => tokens[position++] ?? '';
  const expect = (wanted: string): void => {
    const found = take();
    if (found !== wanted) throw refuse(expression, `${wanted} is missing at "${found}"`);
  };
  const fill = (): TimeSeries => {
    expect('(');
    const series = sum();
    expect(',');
    const filler = sum();
    expect(')');
    if (typeof series === 'number' || typeof filler !== 'number')
      throw refuse(expression, 'FILL takes a metric and a number');
    return new Map(seconds.map((second) => [second, series.get(second) ?? filler]));
  };
  /** The time of each period, also of those in which the metric has no value. */
  const epoch = (): Value => {
    expect('(');
    if (typeof sum() === 'number') throw refuse(expression, 'EPOCH takes a metric');
    expect(')');
    return new Map(seconds.map((second) => [second, second]));
  };
  const factor = (): Value => {
    const token = take();
    if (token === '-') return combine(operators['-']!, 0, factor());
    if (token === '(') {
      const inner = sum();
      expect(')');
      return inner;
    }
    if (/^\d/.test(token)) return Number(token);
    if (token === 'FILL') return fill();
    if (token === 'EPOCH') return epoch();
    const series = find(token);
    if (series === undefined) throw refuse(expression, `"${token}" is no id`);
    return series;
  };
  const chain = (next: () => Value, names: string[]): Value => {
    let value = next();
    while (names.includes(tokens[position] ?? '')) value = combine(operators[take()]!, value, next());
    return value;
  };
  const product = (): Value => chain(factor, ['*', '/']);
  const sum = (): Value => chain(product, ['+', '-']);
  const result = sum();
  if (position < tokens.length) throw refuse(expression, `"${tokens[position]}" is not expected`);
  return typeof result === 'number' ? new Map(seconds.map((second) => [second, result])) : result;
}
