/** One thing in the template that the local cloud cannot run. */
export interface Refusal {
  stack: string;
  logicalId: string;
  type: string;
  reason: string;
}

/** Base of what reading and resolving a template throws: a stable code, and a message that says what to do. */
export class TemplateError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = code;
    this.code = code;
  }
}

/** The folder holds no cloud assembly, or one that cannot be read. */
export class AssemblyUnreadable extends TemplateError {
  constructor(folder: string, reason: string, options?: ErrorOptions) {
    super(
      'AssemblyUnreadable',
      `${folder} is not a synthesized template: ${reason}. Synthesize the app first (cdk synth).`,
      options,
    );
  }
}

/** An intrinsic function cannot be worked out. */
export class ValueUnresolved extends TemplateError {
  constructor(place: string, reason: string) {
    super('ValueUnresolved', `${place}: ${reason}.`);
  }
}

/** The template holds resources or properties that would behave differently here; nothing was started. */
export class TemplateRefused extends TemplateError {
  readonly refusals: Refusal[];

  constructor(refusals: Refusal[]) {
    const lines = refusals.map(({ stack, logicalId, type, reason }) => `  ${stack}/${logicalId} (${type}): ${reason}`);
    super(
      'TemplateRefused',
      `The local cloud cannot run ${refusals.length} part(s) of the template:\n${lines.join('\n')}`,
    );
    this.refusals = refusals;
  }
}
