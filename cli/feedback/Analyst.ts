import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { eventsService } from '../../emulator/index.ts';
import { postOperation } from '../../local/postOperation.ts';
import type { LocalCloud } from '../../local/startLocalCloud.ts';
import {
  AnomaliesDocument,
  EndExperimentDocument,
  ExperimentDocument,
  ExperimentResultsDocument,
  PutExperimentDocument,
  RecommendationMetricsDocument,
} from '../../schema/generated/client/graphql.ts';
import type {
  Anomaly,
  Experiment,
  ExperimentResults,
  ListMetrics,
  PutExperimentInput,
} from '../../schema/generated/types.ts';
import { CommandError } from '../CommandError.ts';

const day = 86_400_000;
const dateOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** Whoever looks after the experiments: an administrator, by GraphQL alone. */
export class Analyst {
  readonly #cloud: Pick<LocalCloud, 'graphqlUrl' | 'token' | 'emulator'>;

  constructor(cloud: Pick<LocalCloud, 'graphqlUrl' | 'token' | 'emulator'>) {
    this.#cloud = cloud;
  }

  async start(input: Omit<PutExperimentInput, 'status'>): Promise<void> {
    await this.#ask(PutExperimentDocument, { input: { ...input, status: 'RUNNING' } });
  }

  /** The share of users that each variant gets now. */
  async shares(experimentId: string): Promise<ReadonlyMap<string, number>> {
    const { experiment } = await this.#ask(ExperimentDocument, { experimentId });
    return new Map(experiment?.variants.map(({ variant, share }) => [variant, share]));
  }

  async results(experimentId: string): Promise<ExperimentResults> {
    return (await this.#ask(ExperimentResultsDocument, { experimentId })).experimentResults as ExperimentResults;
  }

  async end(experimentId: string, promote: string | null): Promise<Experiment> {
    return (await this.#ask(EndExperimentDocument, { experimentId, promote })).endExperiment as Experiment;
  }

  /** What was done with the lists of a placement, by variant. */
  async metrics(placement: string): Promise<ListMetrics[]> {
    const now = Date.now();
    const { recommendationMetrics } = await this.#ask(RecommendationMetricsDocument, {
      // Midnight may have come meanwhile.
      from: dateOf(now - day),
      to: dateOf(now),
      placement,
      groupBy: 'VARIANT',
    });
    return recommendationMetrics.groups as ListMetrics[];
  }

  async anomalies(): Promise<Anomaly[]> {
    return (await this.#ask(AnomaliesDocument, { limit: 100 })).anomalies.items as Anomaly[];
  }

  /** What the clock does every five minutes: users whose window is over are counted, and a bandit moves the split. */
  async count(): Promise<void> {
    const schedules = this.#cloud.emulator.service(eventsService);
    const rule = schedules.all().find(({ arn }) => arn.includes('Experiment'));
    if (!rule) throw new CommandError('The template has no rule that brings experiments up to date.');
    await schedules.fire(rule.arn);
  }

  async #ask<Result, Variables>(document: TypedDocumentNode<Result, Variables>, variables: Variables): Promise<Result> {
    const token = await this.#cloud.token('analyst', ['admin']);
    return postOperation({ url: this.#cloud.graphqlUrl, token }, document, variables);
  }
}
