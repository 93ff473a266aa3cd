import type { ServiceModule } from '../service/ServiceModule.ts';
import { createKeyApi } from './Keys.ts';
import { resourceTypes } from './resourceTypes.ts';

/** Keys that make and check MACs. Nothing is encrypted here. */
export const kmsService: ServiceModule<void> = {
  name: 'KMS',
  resourceTypes,
  plan: (template) => {
    const definitions = template.ofType('AWS::KMS::Key').map(({ ref, attributes, properties }) => ({
      id: ref,
      arn: String(attributes.Arn),
      spec: String(properties.KeySpec ?? 'SYMMETRIC_DEFAULT'),
    }));
    return ({ machine, access, serve }) =>
      serve(createKeyApi(definitions, (purpose) => machine.derive(purpose), access));
  },
};
