import { CommandError } from '../CommandError.ts';
import { runProgram } from './runProgram.ts';
import type { Surroundings } from './Surroundings.ts';

/**
 * Runs the CDK's command line. It says itself what it does and what goes wrong.
 * @throws CommandError when it fails
 */
export async function runCdk(parameters: string[], surroundings: Surroundings, engine: string): Promise<void> {
  const { cdk, environment, childOutput, signal } = surroundings;
  const [program, ...before] = cdk;
  const code = await runProgram(program, [...before, ...parameters, '--no-notices'], {
    environment: { ...environment, CDK_DOCKER: engine },
    output: childOutput,
    signal,
  });
  signal.throwIfAborted();
  if (code !== 0) {
    throw new CommandError(
      `cdk ${parameters[0]} failed${childOutput === 'inherit' ? ' (its reasons stand above)' : ''}; once that is mended, the same command goes on from here.`,
    );
  }
}
