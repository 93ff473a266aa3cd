export { iamService } from './iamService.ts';
