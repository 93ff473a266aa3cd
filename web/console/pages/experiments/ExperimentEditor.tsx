import * as Dialog from '@radix-ui/react-dialog';
import { useState, type FormEvent } from 'react';
import type { ExperimentGoal, PutExperimentInput } from '../../../../schema/generated/operations/graphql.ts';
import { Problem } from '../../frame/parts.tsx';
import { plain } from '../../frame/words.ts';
import { toSettings, type Rule } from '../placements/Rule.ts';
import { RuleRows } from '../placements/RuleRows.tsx';

interface ExperimentEditorProps {
  problem?: string;
  isUnderWay: boolean;
  onClose(): void;
  onSave(input: PutExperimentInput): void;
}

const goals: ExperimentGoal[] = ['CLICK', 'ADD_TO_CART', 'PURCHASE'];
/** Of the window, in seconds. */
const spans = { days: 86_400, hours: 3600, minutes: 60 };

/** An experiment of two: what the placement shows against something that differs in one way. */
export function ExperimentEditor({ problem, isUnderWay, onClose, onSave }: ExperimentEditorProps) {
  const [rules, setRules] = useState<Rule[]>([]);
  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => String(form.get(name) ?? '').trim();
    const number = (name: string): number | null => (text(name) === '' ? null : Number(text(name)));
    const percent = Number(text('share'));
    const settings = {
      diversity: number('diversity'),
      freshness: number('freshness'),
      exploration: number('exploration'),
      // Rules of a kind replace the placement's of that kind, so a kind without any is left out.
      ...Object.fromEntries(Object.entries(toSettings(rules)).filter(([, ofKind]) => ofKind?.length)),
    };
    onSave({
      experimentId: text('experimentId'),
      status: (event.nativeEvent as SubmitEvent).submitter?.getAttribute('value') === 'RUNNING' ? 'RUNNING' : 'DRAFT',
      placement: text('placement'),
      goal: text('goal') as ExperimentGoal,
      windowSeconds: Math.round(Number(text('window')) * spans[text('span') as keyof typeof spans]),
      expectedRate: Number(text('expectedRate')) / 100,
      smallestEffect: Number(text('smallestEffect')) / 100,
      guards: form.get('guard') === null ? [] : [{ metric: 'DISLIKES', margin: 0.01 }],
      segments: true,
      allocation: form.get('bandit') === null ? 'FIXED' : 'BANDIT',
      variants: [
        { variant: 'control', share: (100 - percent) / 100 },
        { variant: 'treatment', share: percent / 100, settings, modelVersion: text('modelVersion') || null },
      ],
    });
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog wide" aria-describedby={undefined}>
          <Dialog.Title>A new experiment</Dialog.Title>
          <form className="fields" onSubmit={save}>
            <label>
              experimentId <input name="experimentId" required maxLength={64} pattern="[A-Za-z0-9_\-]+" />
            </label>
            <label>
              placement <input name="placement" required defaultValue="home" />
            </label>
            <label title="Of all users; the others see what the placement shows.">
              share of the treatment, % <input name="share" type="number" min={1} max={99} defaultValue={50} required />
            </label>
            <p className="small">The treatment differs in what is filled in from here to modelVersion.</p>
            <RuleRows rules={rules} onChange={setRules} />
            <label>
              diversity <input name="diversity" type="number" min={0} max={1} step="any" />
            </label>
            <label>
              freshness <input name="freshness" type="number" min={0} max={1} step="any" />
            </label>
            <label>
              exploration <input name="exploration" type="number" min={0} max={0.3} step="any" />
            </label>
            <label>
              modelVersion <input name="modelVersion" />
            </label>
            <label>
              goal
              <select name="goal">
                {goals.map((goal) => (
                  <option key={goal} value={goal}>
                    {plain(goal)}
                  </option>
                ))}
              </select>
            </label>
            <label title="What the control is expected to have; only the number of users depends on it.">
              expected rate, % <input name="expectedRate" type="number" step="any" defaultValue={10} required />
            </label>
            <label title="The difference that is not to be missed.">
              smallest effect, % <input name="smallestEffect" type="number" step="any" defaultValue={2} required />
            </label>
            <label title="How long after the first list was seen something counts.">
              window <input name="window" type="number" min={0} step="any" defaultValue={7} required />
            </label>
            <label>
              unit of the window
              <select name="span">
                {Object.keys(spans).map((span) => (
                  <option key={span}>{span}</option>
                ))}
              </select>
            </label>
            <label className="check">
              <input type="checkbox" name="guard" defaultChecked /> stop it when people dislike more, beyond 1 %
            </label>
            <label className="check">
              <input type="checkbox" name="bandit" /> let the shares follow the outcomes
            </label>
            <Problem text={problem} />
            <div className="actions">
              <button className="primary" value="RUNNING" disabled={isUnderWay}>
                Start
              </button>
              <button value="DRAFT" disabled={isUnderWay}>
                Keep as a draft
              </button>
              <Dialog.Close type="button">Close</Dialog.Close>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
