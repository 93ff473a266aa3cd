import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { costMarks, renderCosts, withCosts } from '../costs/renderCosts.ts';
import type { CountedCosts } from '../costs/renderCosts.ts';

describe('the costs of a day', () => {
  it('are shown with what makes them up, the dearest first, and without what is below a hundredth', () => {
    const counted: CountedCosts = {
      size: { users: 2, items: 3, interactions: 1234 },
      countedOn: '2026-11-28',
      works: [{ name: 'work', note: 'a note', units: { stateTransition: 100, instanceSecond: 900, readUnit: 3 } }],
    };
    const lines = renderCosts(counted).split('\n');
    expect(lines[0]).toContain('on 2026-11-28 with 2 users, 3 items and 1,234 interactions');
    expect(lines.at(-1)).toBe(
      '| work | $0.054 | 900 instance seconds $0.051, 100 state transitions $0.0025 | a note |',
    );
  });

  it('take the place of the table before, and nothing else', () => {
    const document = `before\n${costMarks.begin}\nold\n${costMarks.end}\nafter`;
    expect(withCosts(document, 'new')).toBe(`before\n${costMarks.begin}\nnew\n${costMarks.end}\nafter`);
    expect(() => withCosts('nothing', 'new')).toThrow('The document has no');
  });

  it('stand in docs/deploy.md as they were counted', () => {
    const counted = JSON.parse(readFileSync('bench/results/costs.json', 'utf8')) as CountedCosts;
    const document = readFileSync('docs/deploy.md', 'utf8');
    expect(withCosts(document, renderCosts(counted))).toBe(document);
  });
});
