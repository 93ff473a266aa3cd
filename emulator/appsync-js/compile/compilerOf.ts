import { CodeInvalid, CodeTooLarge } from '../errors.ts';
import type { Compiler } from './Compiler.ts';
import type { CompiledFiles } from './compileFiles.ts';

/** A compiler that knows these files and no others. */
export function compilerOf({ utilities, files }: CompiledFiles): Compiler {
  return {
    utilities: () => utilities,
    compile: (name, code) => {
      const file = files.find((each) => each.name === name && each.code === code);
      if (!file) throw new Error(`${name} was not compiled.`);
      if ('findings' in file) throw new CodeInvalid(name, file.findings);
      if ('characters' in file) throw new CodeTooLarge(name, file.characters, file.limit);
      return file.compiled;
    },
  };
}
