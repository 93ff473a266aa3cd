declare module 'asl-validator' {
  /** The package comes without types. It writes defaults into the definition that it is given. */
  export default function validate(definition: unknown): {
    isValid: boolean;
    errorsText(separator?: string): string;
  };
}
