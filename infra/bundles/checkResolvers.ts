import { checkTypes, createEvaluator, EvaluatorError } from '../../emulator/appsync-js/index.ts';
import { InfraError } from '../errors.ts';
import type { Outputs } from './Outputs.ts';

/**
 * Checks every resolver and pipeline function as AppSync does when it saves: language, lint and types.
 * @throws InfraError `RESOLVER_INVALID` with all that AppSync would refuse
 */
export function checkResolvers(outputs: Outputs): void {
  const codes = new Map(
    [...outputs]
      .filter(([name]) => name.startsWith('resolvers/'))
      .map(([name, content]) => [name, Buffer.from(content).toString('utf8')]),
  );
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
