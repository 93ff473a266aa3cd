import * as z from 'zod';
import { parseBy } from './InvalidInvocationError.ts';
import type { ItemFilter } from './invocation.ts';

const longestList = 50;
/** The schema allows 4; one level more, because a caller may wrap the user's filter in its own. */
const deepest = 6;

const text = z.string('a text');
const number = z.number('a number');
const instant = z
  .string('a text')
  .refine((value) => !Number.isNaN(Date.parse(value)), { error: 'an ISO 8601 instant', abort: true });
const exists = z.boolean('true or false').nullish();

function listOf<Operand extends z.ZodType>(operand: Operand) {
  const error = `a list of at most ${longestList} values`;
  return z.array(operand, error).max(longestList, error).nullish();
}

function pairOf<Operand extends z.ZodType>(operand: Operand) {
  const error = 'a list of 2 values';
  return z.array(operand, error).length(2, error).nullish();
}

/** Unlike elsewhere an unknown name is an error: to ignore it would let through what the caller meant to keep out. */
function operatorsOf<Shape extends z.ZodRawShape>(shape: Shape) {
  const describe = ({ code }: { code: string }): string =>
    code === 'unrecognized_keys' ? 'an operator of this field' : 'an object of operators';
  return z.strictObject(shape, { error: describe as z.core.$ZodErrorMap }).nullish();
}

function comparisonsOf<Operand extends z.ZodType>(operand: Operand) {
  const one = operand.nullish();
  const list = listOf(operand);
  return { eq: one, ne: one, gt: one, ge: one, lt: one, le: one, in: list, between: pairOf(operand), exists };
}

const inText = { contains: text.nullish(), beginsWith: text.nullish() };
const ofText = operatorsOf({ ...comparisonsOf(text), ...inText });
const ofInstant = operatorsOf({ ...comparisonsOf(instant), ...inText });
const ofNumber = operatorsOf(comparisonsOf(number));
const ofList = operatorsOf({
  contains: text.nullish(),
  notContains: text.nullish(),
  containsAny: listOf(text),
  containsAll: listOf(text),
  exists,
});

const fields = {
  itemId: ofText,
  title: ofText,
  brand: ofText,
  creator: ofText,
  categories: ofList,
  tags: ofList,
  price: ofNumber,
  availableFrom: ofInstant,
  availableUntil: ofInstant,
};

function filterAt(depth: number): z.ZodType<ItemFilter> {
  if (depth > deepest) return z.custom<ItemFilter>(() => false, `nested at most ${deepest} deep`);
  const part = filterAt(depth + 1);
  const error = `a list of at most ${longestList} filters`;
  const parts = z.array(part, error).max(longestList, error).nullish();
  const describe = ({ code }: { code: string }): string =>
    code === 'unrecognized_keys' ? `a filter field (${Object.keys(fields).join(', ')}, and, or, not)` : 'a JSON object';
  return z.strictObject(
    { ...fields, and: parts, or: parts, not: part.nullish() },
    { error: describe as z.core.$ZodErrorMap },
  );
}

/** Known fields, known operators, operands of the right kind; null counts as absent. */
export const itemFilter: z.ZodType<ItemFilter> = filterAt(1);

/** @throws InvalidInvocationError naming the first condition that is wrong */
export function parseItemFilter(value: unknown, path: string): ItemFilter {
  return parseBy(itemFilter, value, path);
}
