import { CommandError } from '../CommandError.ts';
import { runProgram } from './runProgram.ts';

/** Those that take Docker's arguments, in the order in which they are tried. */
const engines = ['docker', 'finch', 'podman'];
/** One that hangs does not run either. Milliseconds. */
const patience = 30_000;

/**
 * The program that builds the model's image: that of CDK_DOCKER, the CDK's own variable, or the first that runs.
 * @throws CommandError with the ways to get one
 */
export async function findContainerEngine(environment: NodeJS.ProcessEnv, signal: AbortSignal): Promise<string> {
  const chosen = environment.CDK_DOCKER;
  const isThere: string[] = [];
  for (const engine of chosen ? [chosen] : engines) {
    // `info` fails where the program is there and nothing answers it.
    const limited = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
    const code = await runProgram(engine, ['info'], { environment, output: 'ignore', signal: limited });
    if (code === 0) return engine;
    if (code !== undefined) isThere.push(engine);
  }
  signal.throwIfAborted();
  const problem = isThere.length > 0 ? `${isThere.join(' and ')} is installed but does not run` : 'there is none';
  throw new CommandError(
    `The model's image needs a container engine, and ${chosen ? `CDK_DOCKER says ${chosen}, which does not run` : problem}: ` +
      'start or install Docker, Finch or Podman, or deploy from AWS CloudShell, which has Docker, or by the GitHub workflow (docs/deploy.md).',
  );
}
