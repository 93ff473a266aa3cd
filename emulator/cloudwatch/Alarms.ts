import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ServiceError } from '../gateway/index.ts';
import { judgeAlarm, type AlarmDefinition, type AlarmState } from './Alarm.ts';
import type { MetricStore } from './MetricStore.ts';
import { queryMetrics } from './queryMetrics.ts';

/** What an alarm is in. */
export interface AlarmStatus {
  state: AlarmState;
  reason: string;
  /** Seconds since the Unix epoch. */
  since: number;
}

export interface AlarmsOptions {
  /** Where states are remembered. */
  file: string;
  definitions: AlarmDefinition[];
  store: MetricStore;
  region: string;
  accountId: string;
  /** Publishes to a topic of the template. */
  publish(topicArn: string, subject: string, message: string): void;
  log(line: string): void;
}

/** CloudWatch looks at an alarm every minute, at one of high resolution every 10 seconds. */
const evaluationInterval = 10_000;

/** The alarms of the template: looked at now and then, and their topics told when a state changes. */
export class Alarms {
  readonly #options: AlarmsOptions;
  readonly #statuses: Record<string, AlarmStatus>;
  readonly #timer: NodeJS.Timeout;

  constructor(options: AlarmsOptions) {
    this.#options = options;
    const { file } = options;
    this.#statuses = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, AlarmStatus>) : {};
    this.#timer = setInterval(() => this.evaluate(), evaluationInterval).unref();
  }

  all(): (AlarmDefinition & AlarmStatus)[] {
    return this.#options.definitions.map((definition) => ({ ...definition, ...this.#statusOf(definition) }));
  }

  /** @throws ServiceError (ResourceNotFound) */
  find(name: string): AlarmDefinition {
    const found = this.#options.definitions.find((definition) => definition.name === name);
    if (!found) {
      throw new ServiceError('ResourceNotFound', `Alarm ${name} not found`, 404);
    }
    return found;
  }

  /** Looks at every alarm; the period that has not ended yet is left out. @param now milliseconds */
  evaluate(now = Date.now()): void {
    for (const definition of this.#options.definitions) {
      const { period, evaluationPeriods, queries, watched, name } = definition;
      const end = Math.floor(now / 1000 / period) * period;
      const seconds = Array.from({ length: evaluationPeriods }, (_, n) => end - (evaluationPeriods - n) * period);
      try {
        const series = queryMetrics(this.#options.store, queries, seconds[0]!, end).get(watched)!;
        const verdict = judgeAlarm(definition, series, seconds);
        if (verdict) this.set(name, verdict.state, verdict.reason, now);
      } catch (error) {
        this.#options.log(`The alarm ${name} cannot be evaluated: ${(error as Error).message}`);
      }
    }
  }

  /** Sets a state; its actions are carried out when it is another one. @throws ServiceError (ResourceNotFound) */
  set(name: string, state: AlarmState, reason: string, now = Date.now()): void {
    const definition = this.find(name);
    const before = this.#statusOf(definition);
    if (before.state === state) {
      return;
    }
    this.#statuses[name] = { state, reason, since: now / 1000 };
    this.#save();
    for (const topicArn of definition.actionsEnabled ? definition.actions[state] : []) {
      const subject = `${state}: "${name}" in ${this.#options.region}`.slice(0, 100);
      this.#options.publish(topicArn, subject, JSON.stringify(this.#describe(definition, before, now)));
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #statusOf({ name }: AlarmDefinition): AlarmStatus {
    return (
      this.#statuses[name] ?? { state: 'INSUFFICIENT_DATA', reason: 'Unchecked: Initial alarm creation', since: 0 }
    );
  }

  /** What subscribers read. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions.html */
  #describe(definition: AlarmDefinition, before: AlarmStatus, now: number): Record<string, unknown> {
    const { name, arn, description, actions, properties } = definition;
    const { state, reason } = this.#statusOf(definition);
    return {
      AlarmName: name,
      AlarmDescription: description ?? null,
      AWSAccountId: this.#options.accountId,
      NewStateValue: state,
      NewStateReason: reason,
      StateChangeTime: new Date(now).toISOString().replace('Z', '+0000'),
      Region: this.#options.region,
      AlarmArn: arn,
      OldStateValue: before.state,
      OKActions: actions.OK,
      AlarmActions: actions.ALARM,
      InsufficientDataActions: actions.INSUFFICIENT_DATA,
      Trigger: {
        MetricName: properties.MetricName,
        Namespace: properties.Namespace,
        Statistic: properties.Statistic ?? properties.ExtendedStatistic,
        Dimensions: properties.Dimensions,
        Metrics: properties.Metrics,
        Period: definition.period,
        EvaluationPeriods: definition.evaluationPeriods,
        DatapointsToAlarm: definition.datapointsToAlarm,
        ComparisonOperator: definition.comparison,
        Threshold: definition.threshold,
        TreatMissingData: definition.treatMissingData,
      },
    };
  }

  #save(): void {
    const { file } = this.#options;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(this.#statuses));
    renameSync(`${file}.new`, file);
  }
}
