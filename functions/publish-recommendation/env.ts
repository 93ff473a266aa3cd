import * as z from 'zod';
import { parseEnvironment, text } from '../shared/parseEnvironment.ts';

export const readEnvironment = (environment: Record<string, string | undefined>) =>
  parseEnvironment({ GRAPHQL_URL: z.url(), AWS_REGION: text }, environment);
