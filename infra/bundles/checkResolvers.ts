import { checkTypes, countNodes, createEvaluator, EvaluatorError } from '../../emulator/appsync-js/index.ts';
import { InfraError } from '../errors.ts';
import type { Outputs } from './Outputs.ts';

const resolverCodes = (outputs: Outputs): Map<string, string> =>
  new Map(
    [...outputs]
      .filter(([name]) => name.startsWith('resolvers/') && name.endsWith('.js'))
      .map(([name, content]) => [name, Buffer.from(content).toString('utf8')]),
  );

/** A line per resolver and pipeline function, the largest first: characters and nodes of the syntax tree. */
export function describeSizes(outputs: Outputs): string {
  return [...resolverCodes(outputs)]
    .sort(([, one], [, other]) => other.length - one.length)
    .map(
      ([name, code]) =>
        `${String(code.length).padStart(6)} characters ${String(countNodes(code)).padStart(5)} nodes  ${name}`,
    )
    .join('\n');
}

/**
 * Checks every resolver and pipeline function as AppSync does when it saves: language, lint and types.
 * @throws InfraError `RESOLVER_INVALID` with all that AppSync would refuse
 */
export function checkResolvers(outputs: Outputs): void {
  const codes = resolverCodes(outputs);
  const evaluator = createEvaluator();
  const refusals = [...codes].flatMap(([name, code]) => {
    try {
      evaluator.load(name, code);
      return [];
    } catch (failure) {
      if (!(failure instanceof EvaluatorError)) throw failure;
      return [failure.message];
    }
  });
  for (const [name, findings] of checkTypes(codes)) {
    for (const { line, column, rule, message } of findings)
      refusals.push(`${name}:${line}:${column} ${rule} ${message}`);
  }
  if (refusals.length > 0) throw new InfraError('RESOLVER_INVALID', refusals.join('\n'));
}
