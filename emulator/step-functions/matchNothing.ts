import { JSONPath } from 'jsonpath-plus';

/** From where on a path may lead to several places: a descent, a wildcard, a filter, a slice or a list. */
const several = /\.\.|\.?\[?\*|\[\?\(|\[[^'"\]]*[:,]/;

interface Question {
  path: string;
  json: unknown;
}

const { prototype } = JSONPath as unknown as { prototype: { evaluate(question: Question): unknown } };
const evaluate = prototype.evaluate;

/**
 * A path that may lead to several places and leads to none is an empty list for Step Functions, and for the library's
 * library nothing at all, which is an error. It stays one where the way to those places is missing. As Jayway, on which
 * Step Functions builds: https://github.com/json-path/JsonPath#what-is-returned-when
 */
prototype.evaluate = function evaluateAll(question) {
  const found = evaluate.call(this, question);
  const start = several.exec(question.path)?.index;
  if (found !== undefined || start === undefined) return found;
  const way = question.path.slice(0, start);
  return way === '$' || evaluate.call(this, { ...question, path: way }) !== undefined ? [] : undefined;
};
