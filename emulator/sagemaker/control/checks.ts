import { ServiceError } from '../../gateway/index.ts';
import type { AccessControl, Principal } from '../../identity/index.ts';

export type Request = Record<string, unknown>;

/** A request that SageMaker refuses. */
export const invalid = (message: string): ServiceError => new ServiceError('ValidationException', message);

const violation = (member: string, value: unknown, constraint: string): ServiceError =>
  invalid(
    `1 validation error detected: Value ${value === undefined ? 'null' : `'${String(value)}'`} at '${member}' ` +
      `failed to satisfy constraint: ${constraint}`,
  );

/** Members as the messages name them: `resourceConfig.instanceType`. */
const shown = (path: string): string =>
  path
    .split('.')
    .map((part) => part.charAt(0).toLowerCase() + part.slice(1))
    .join('.');

/** A member by its path. */
export const memberAt = (request: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, key) => (inner as Request | undefined)?.[key], request);

/** @throws ServiceError (ValidationException) when one of the members is absent */
export const requireMembers = (request: Request, ...paths: string[]): void => {
  const absent = paths.find((path) => memberAt(request, path) === undefined);
  if (absent !== undefined) throw violation(shown(absent), undefined, 'Member must not be null');
};

/** @throws ServiceError (ValidationException) */
export const checkText = (request: Request, path: string, pattern: RegExp): void => {
  const value = memberAt(request, path);
  if (value !== undefined && (typeof value !== 'string' || !pattern.test(value))) {
    throw violation(shown(path), value, `Member must satisfy regular expression pattern: ${pattern.source}`);
  }
};

/** @throws ServiceError (ValidationException) */
export const checkOneOf = (request: Request, path: string, values: readonly unknown[]): void => {
  const value = memberAt(request, path);
  if (value !== undefined && !values.includes(value)) {
    throw violation(shown(path), value, `Member must satisfy enum value set: [${values.join(', ')}]`);
  }
};

/** @throws ServiceError (ValidationException) */
export const checkNumber = (request: Request, path: string, least: number, most: number): void => {
  const value = memberAt(request, path);
  if (value === undefined) return;
  if (!Number.isInteger(value) || (value as number) < least) {
    throw violation(shown(path), value, `Member must have value greater than or equal to ${least}`);
  }
  if ((value as number) > most) {
    throw violation(shown(path), value, `Member must have value less than or equal to ${most}`);
  }
};

/** Of jobs, models, configurations and endpoints. */
export const namePattern = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;
export const s3UriPattern = /^(https|s3):\/\/([^/]+)\/?(.*)$/;
export const instanceTypePattern = /^ml\.[a-z0-9-]+\.[a-z0-9-]+$/;
export const rolePattern = /^arn:aws[a-z-]*:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/;

/**
 * Whether the caller may hand this role to SageMaker.
 * @param roles the ARNs of the roles that there are
 * @throws AccessRefused, ServiceError (ValidationException)
 */
export const passRole = (
  access: AccessControl,
  principal: Principal,
  roleArn: string,
  roles: ReadonlySet<string>,
): void => {
  access.require(principal, 'iam:PassRole', roleArn, { 'iam:passedtoservice': ['sagemaker.amazonaws.com'] });
  if (!roles.has(roleArn)) {
    throw invalid(
      `Could not assume role ${roleArn}. Please ensure that the role exists and allows principal ` +
        `'sagemaker.amazonaws.com' to assume the role.`,
    );
  }
};
