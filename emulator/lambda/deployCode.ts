import { cpSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceError } from '../gateway/index.ts';
import type { FunctionDefinition } from './FunctionDefinition.ts';

/**
 * Unpacks a function's code as Lambda does, byte for byte, into `<folder>/<name>/`. It cannot run where it lies: the
 * nearest package.json above would say how Node reads its `.js` files, and on AWS there is none.
 */
export function deployCode(definition: FunctionDefinition, folder: string): string {
  const taskRoot = join(folder, definition.name);
  rmSync(taskRoot, { recursive: true, force: true });
  mkdirSync(taskRoot, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}\n');
  if ('inline' in definition.code) {
    writeFileSync(join(taskRoot, 'index.js'), definition.code.inline);
  } else if (statSync(definition.code.folder).isDirectory()) {
    cpSync(definition.code.folder, taskRoot, { recursive: true });
  } else {
    throw new ServiceError(
      'InvalidParameterValueException',
      `${definition.logicalId}: zipped code is not emulated; use a folder asset.`,
    );
  }
  return taskRoot;
}
