export { cognitoService, planUserPools, type UserPoolDefinition } from './cognitoService.ts';
export { TokenRefused } from './errors.ts';
export { UserPool, type TokenRequest } from './UserPool.ts';
