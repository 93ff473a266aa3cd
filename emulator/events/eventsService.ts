import { join } from 'node:path';
import { lambdaService } from '../lambda/index.ts';
import type { ServiceModule } from '../service/ServiceModule.ts';
import { snsService } from '../sns/index.ts';
import { sqsService } from '../sqs/index.ts';
import { stepFunctionsService } from '../step-functions/index.ts';
import { createDelivery } from './createDelivery.ts';
import { planRules } from './planRules.ts';
import { resourceTypes } from './resourceTypes.ts';
import { Schedules } from './Schedules.ts';

/** Rules that fire by the clock. */
export const eventsService: ServiceModule<Schedules> = {
  name: 'EventBridge',
  resourceTypes,
  stateFolders: ['events'],
  plan: (template) => {
    const rules = planRules(template);
    return ({ options, region, accountId, access, service, onStop }) => {
      const deliver = createDelivery({
        template,
        region,
        accountId,
        access,
        machines: service(stepFunctionsService),
        functions: service(lambdaService),
        queues: service(sqsService),
        topics: service(snsService),
      });
      const { log } = options;
      const file = join(options.stateFolder, 'events', 'rules.json');
      const schedules = new Schedules({ file, rules, deliver, log, now: Date.now() });
      if (options.schedulesFire ?? true) schedules.start();
      onStop(() => schedules.stop());
      return schedules;
    };
  },
};
