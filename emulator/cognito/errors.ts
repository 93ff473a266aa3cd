/** A token was asked for that cannot be made. */
export class TokenRefused extends Error {
  readonly code = 'TokenRefused';

  constructor(reason: string) {
    super(reason);
    this.name = 'TokenRefused';
  }
}
