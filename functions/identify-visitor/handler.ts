import { randomUUID } from 'node:crypto';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { CreateVisitorRequest } from '../../schema/contract/visitors.ts';
import { readEnvironment } from '../shared/environment.ts';
import { createObservability, observe } from '../shared/observe.ts';
import { createKeyCaller, VisitorSignature } from '../shared/VisitorSignature.ts';
import { identifyVisitor, type AuthorizerRequest } from './identifyVisitor.ts';

const environment = readEnvironment('identify-visitor', process.env);
const call = createKeyCaller({
  endpoint: environment.AWS_ENDPOINT_URL,
  region: environment.AWS_REGION,
  credentials: defaultProvider(),
  // AppSync gives an authorizer ten seconds.
  timeout: 5_000,
});
const dependencies = {
  signature: new VisitorSignature(call, environment.VISITOR_KEY_ID),
  newId: randomUUID,
  clock: Date.now,
};

/** The authorizer of visitors, and where they come from. */
export const handler = observe(createObservability(), (request: AuthorizerRequest | CreateVisitorRequest) =>
  identifyVisitor(request, dependencies),
);
