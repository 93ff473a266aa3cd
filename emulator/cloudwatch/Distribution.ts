import { ServiceError } from '../gateway/index.ts';

/** A distribution as it is kept in a file. */
export interface DistributionRecord {
  sum: number;
  count: number;
  minimum: number;
  maximum: number;
  values: [value: number, count: number][];
}

/** So many different values are told apart; further ones are rounded to three digits, as percentiles need no more. */
const mostExactValues = 100;

/** What CloudWatch keeps of the values of a metric in one period. */
export class Distribution {
  #sum = 0;
  #count = 0;
  #minimum = Infinity;
  #maximum = -Infinity;
  readonly #values = new Map<number, number>();

  static from({ sum, count, minimum, maximum, values }: DistributionRecord): Distribution {
    const made = new Distribution();
    [made.#sum, made.#count, made.#minimum, made.#maximum] = [sum, count, minimum, maximum];
    values.forEach(([value, times]) => made.#values.set(value, times));
    return made;
  }

  add(value: number, times = 1): void {
    this.#note({ sum: value * times, count: times, minimum: value, maximum: value });
    this.#keep(value, times);
  }

  /** Adds what a sender had summed up itself: its percentiles are not known. */
  addSummary(summary: Omit<DistributionRecord, 'values'>): void {
    this.#note(summary);
  }

  merge(other: Distribution): void {
    const { values, ...summary } = other.record();
    this.#note(summary);
    values.forEach(([value, times]) => this.#keep(value, times));
  }

  record(): DistributionRecord {
    return {
      sum: this.#sum,
      count: this.#count,
      minimum: this.#minimum,
      maximum: this.#maximum,
      values: [...this.#values],
    };
  }

  /**
   * @param name `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount` or a percentile such as `p99` or `p99.9`
   * @returns undefined for a percentile that is not known
   * @throws ServiceError (InvalidParameterValue)
   */
  statistic(name: string): number | undefined {
    const percentile = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(name)?.[1];
    if (percentile !== undefined) {
      return this.#percentile(Number(percentile) / 100);
    }
    const statistics: Record<string, number> = {
      Sum: this.#sum,
      SampleCount: this.#count,
      Average: this.#sum / this.#count,
      Minimum: this.#minimum,
      Maximum: this.#maximum,
    };
    if (!Object.hasOwn(statistics, name)) {
      throw new ServiceError('InvalidParameterValue', `The local cloud does not emulate the statistic ${name}.`);
    }
    return statistics[name]!;
  }

  /** The smallest value that has so large a share of the values at or below it. */
  #percentile(share: number): number | undefined {
    const sorted = [...this.#values].sort(([left], [right]) => left - right);
    const total = sorted.reduce((sum, [, times]) => sum + times, 0);
    if (total < this.#count || total === 0) {
      return undefined;
    }
    let passed = 0;
    return sorted.find(([, times]) => (passed += times) >= share * total)![0];
  }

  #note({ sum, count, minimum, maximum }: Omit<DistributionRecord, 'values'>): void {
    this.#sum += sum;
    this.#count += count;
    this.#minimum = Math.min(this.#minimum, minimum);
    this.#maximum = Math.max(this.#maximum, maximum);
  }

  #keep(value: number, times: number): void {
    const isExact = this.#values.size < mostExactValues || this.#values.has(value);
    const key = isExact ? value : Number(value.toPrecision(3));
    this.#values.set(key, (this.#values.get(key) ?? 0) + times);
  }
}
