import { deployProduct, tryDeployment } from './account/deployProduct.ts';
import { runAccountCommand } from './account/runAccountCommand.ts';
import { openSurroundings } from './account/Surroundings.ts';
import { parseDeployOptions } from './deployOptions.ts';
import { defaultStateFolder } from './folders.ts';
import { runCommand } from './runCommand.ts';

/** From an AWS account to a deployment with a model. */
await runCommand(async () => {
  const options = parseDeployOptions(process.argv.slice(2));
  const surroundings = openSurroundings(defaultStateFolder);
  const work = options.smokeTest ? tryDeployment : deployProduct;
  return runAccountCommand(() => work(options, surroundings), surroundings);
});
