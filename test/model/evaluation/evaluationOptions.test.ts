import { describe, expect, it } from 'vitest';
import { EvaluationInputError } from '../../../model/evaluation/EvaluationInputError.ts';
import { evaluationOptions } from '../../../model/evaluation/evaluationOptions.ts';

describe('evaluationOptions', () => {
  it.each([
    [[], /Give --train and --test/],
    [['--protocol', 'sideways'], /--protocol must be/],
    [['--protocol', 'random', '--interactions', 'x', '--part', '1'], /--part must be between 0 and 1/],
    [['--protocol', 'newest', '--interactions', 'x', '--times', 'no'], /--times must be read or ignored/],
    [['--protocol', 'cold-items', '--interactions', 'x'], /needs --items/],
    [['--train', 'a', '--test', 'b', '--models', 'magic'], /unknown "magic"/],
    [['--train', 'a', '--test', 'b', '--k', '0'], /--k must be a whole number/],
    [['--train', 'a', '--test', 'b', '--k', '5,x'], /--k must be a number/],
    [['--train', 'a', '--test', 'b', '--budget', 'soon'], /--budget must be a time/],
    [['--train', 'a', '--test', 'b', '--positive', 'yes'], /--positive must be a number/],
    [['--train', 'a', '--test', 'b', '--ratings', 'stars'], /--ratings must be own-mean, ignored or a number/],
    [['--interactions', 'a', '--protocol', 'leave-last-out', '--positive', '4'], /--positive needs --train and --test/],
    [['--train', 'a', '--test', 'b', '--validation', 'none'], /--validation must be/],
    [['--trian', 'a'], /--trian/],
  ])('says what is wrong with %j', (args, message) => {
    expect(() => evaluationOptions(args)).toThrow(message);
    expect(() => evaluationOptions(args)).toThrow(EvaluationInputError);
  });

  it('reads minutes and seconds', () => {
    const budgetOf = (budget: string): number =>
      evaluationOptions(['--train', 'a', '--test', 'b', '--budget', budget]).budgetSeconds;
    expect([budgetOf('5m'), budgetOf('90s'), budgetOf('2.5')]).toEqual([300, 90, 2.5]);
  });
});
