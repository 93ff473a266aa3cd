import { algorithmNamed } from '../algorithms/index.ts';
import type { DataSize } from '../data/DataSize.ts';
import { planFits } from './planFits.ts';
import type { FitPlan } from './planFits.ts';

/** What a fit outside the container is told of a plan: its parameters are whole. */
export type PrefitPlan = Pick<FitPlan, 'name' | 'algorithm' | 'parameters' | 'halfLives'>;

/** Algorithms whose fits grow with the interactions and that spark/ has, and the settings of them that are worth it there. */
const prefitAlgorithms = ['popularity', 'attributeFactors', 'ials', 'itemKNN', 'transitions'] as const;
const prefitSettings = ['attributeFactors', 'ials', 'itemKNN', 'transitions', 'neighbours'] as const;

/** The fits that Spark makes of data of this size, with the settings that training here would take. */
export function planPrefit(size: DataSize): PrefitPlan[] {
  return planFits({ size, seconds: Number.POSITIVE_INFINITY, useOrder: true }, prefitAlgorithms)
    .filter(({ name, algorithm }) => algorithm === 'popularity' || prefitSettings.some((setting) => setting === name))
    .map(({ name, algorithm, parameters, halfLives }) => ({
      name,
      algorithm,
      parameters: { ...algorithmNamed(algorithm).defaults, ...parameters },
      halfLives,
    }));
}
