import { useState } from 'react';
import type { Rule } from './Rule.ts';

const kinds: Record<Rule['kind'], string> = { PIN: 'show first', BOOST: 'raise or lower', BURY: 'never show' };
const nothing: Rule = { kind: 'PIN', target: 'ITEM', name: '', factor: '2', from: '', until: '' };

/** The rules of a placement or of a variant, a row each; a new one takes the focus. */
export function RuleRows({ rules, onChange }: { rules: Rule[]; onChange(rules: Rule[]): void }) {
  const [added, setAdded] = useState<number>();
  const add = (): void => {
    setAdded(rules.length);
    onChange([...rules, nothing]);
  };
  const change = (index: number, part: Partial<Rule>): void =>
    onChange(rules.map((rule, at) => (at === index ? { ...rule, ...part } : rule)));
  return (
    <fieldset className="rules">
      <legend>Rules</legend>
      {rules.map((rule, index) => (
        <div key={index} className="rule" role="group" aria-label={`Rule ${index + 1}`}>
          <select
            aria-label="What it does"
            autoFocus={index === added}
            value={rule.kind}
            onChange={({ target }) =>
              change(index, {
                kind: target.value as Rule['kind'],
                ...(target.value === 'PIN' ? { target: 'ITEM' as const } : {}),
              })
            }
          >
            {Object.entries(kinds).map(([kind, words]) => (
              <option key={kind} value={kind}>
                {words}
              </option>
            ))}
          </select>
          <select
            aria-label="An item or a category"
            value={rule.target}
            disabled={rule.kind === 'PIN'}
            onChange={({ target }) => change(index, { target: target.value as Rule['target'] })}
          >
            <option value="ITEM">item</option>
            <option value="CATEGORY">category</option>
          </select>
          <input
            aria-label={rule.target === 'ITEM' ? 'itemId' : 'category'}
            placeholder={rule.target === 'ITEM' ? 'itemId' : 'category'}
            value={rule.name}
            onChange={({ target }) => change(index, { name: target.value })}
          />
          {rule.kind === 'BOOST' && (
            <input
              aria-label="factor"
              title="Above 1 raises, below 1 lowers."
              inputMode="decimal"
              className="short"
              value={rule.factor}
              onChange={({ target }) => change(index, { factor: target.value })}
            />
          )}
          <label>
            from{' '}
            <input type="date" value={rule.from} onChange={({ target }) => change(index, { from: target.value })} />
          </label>
          <label>
            until{' '}
            <input type="date" value={rule.until} onChange={({ target }) => change(index, { until: target.value })} />
          </label>
          <button
            type="button"
            aria-label={`Remove rule ${index + 1}`}
            onClick={() => onChange(rules.filter((_, at) => at !== index))}
          >
            Remove
          </button>
        </div>
      ))}
      <button type="button" onClick={add}>
        Add a rule
      </button>
    </fieldset>
  );
}
