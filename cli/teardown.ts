import { runAccountCommand } from './account/runAccountCommand.ts';
import { openSurroundings } from './account/Surroundings.ts';
import { tearDown } from './account/tearDown.ts';
import { defaultStateFolder } from './folders.ts';
import { runCommand } from './runCommand.ts';
import { parseTeardownOptions } from './teardownOptions.ts';

/** The way back from `npm run deploy`. */
await runCommand(async () => {
  const options = parseTeardownOptions(process.argv.slice(2));
  const surroundings = openSurroundings(defaultStateFolder);
  return runAccountCommand(() => tearDown(options, surroundings), surroundings);
});
