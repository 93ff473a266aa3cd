import * as Dialog from '@radix-ui/react-dialog';
import { useState, type FormEvent } from 'react';
import type {
  PlacementSettingsInput,
  PlacementsQuery,
  PutPlacementInput,
} from '../../../../schema/generated/operations/graphql.ts';
import { Problem } from '../../frame/parts.tsx';
import { rulesOf, toSettings, type Settings } from './Rule.ts';
import { RuleRows } from './RuleRows.tsx';

type Placement = PlacementsQuery['placements']['items'][number];

interface PlacementEditorProps {
  /** Left out: a new one. */
  placement?: Placement;
  problem?: string;
  isUnderWay: boolean;
  onClose(): void;
  onSave(input: PutPlacementInput): void;
  onDelete?(): void;
}

const shares = [
  { name: 'diversity', hint: 'How much to avoid items that are alike, 0 to 1.', largest: 1 },
  { name: 'freshness', hint: 'How much newer items gain, 0 to 1.', largest: 1 },
  { name: 'exploration', hint: 'The share of items of which little is known, 0 to 0.3.', largest: 0.3 },
] as const;

/** What applies to a placement. What this form does not show stays as it is. */
export function PlacementEditor({ placement, problem, isUnderWay, onClose, onSave, onDelete }: PlacementEditorProps) {
  const settings: Partial<Settings> = placement?.settings ?? {};
  const [rules, setRules] = useState(() => (placement ? rulesOf(placement.settings) : []));
  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const number = (name: string): number | null => {
      const text = String(form.get(name) ?? '').trim();
      return text === '' ? null : Number(text);
    };
    const kept: PlacementSettingsInput = {
      filter: settings.filter ? (JSON.parse(settings.filter as string) as PlacementSettingsInput['filter']) : null,
      fallback: settings.fallback,
      eventTypes: settings.eventTypes,
      explorationDepth: settings.explorationDepth,
      lowersPassedOver: settings.lowersPassedOver,
    };
    onSave({
      placement: placement?.placement ?? String(form.get('placement') ?? '').trim(),
      revision: placement?.revision,
      settings: {
        ...kept,
        diversity: number('diversity'),
        freshness: number('freshness'),
        exploration: number('exploration'),
        maximumItems: number('maximumItems'),
        maxLatencyMs: number('maxLatencyMs'),
        ...toSettings(rules),
      },
    });
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog wide" aria-describedby={undefined}>
          <Dialog.Title>{placement?.placement ?? 'A new placement'}</Dialog.Title>
          <form className="fields" onSubmit={save}>
            {!placement && (
              <label>
                placement <input name="placement" required maxLength={64} />
              </label>
            )}
            <RuleRows rules={rules} onChange={setRules} />
            {shares.map(({ name, hint, largest }) => (
              <label key={name} title={hint}>
                {name}
                <input name={name} type="number" min={0} max={largest} step="any" defaultValue={settings[name] ?? ''} />
              </label>
            ))}
            <label title="The most items that a list has.">
              maximumItems{' '}
              <input name="maximumItems" type="number" min={1} defaultValue={settings.maximumItems ?? ''} />
            </label>
            <label title="The time that the model may take, in milliseconds.">
              maxLatencyMs <input name="maxLatencyMs" type="number" defaultValue={settings.maxLatencyMs ?? ''} />
            </label>
            <Problem text={problem} />
            <div className="actions">
              <button className="primary" disabled={isUnderWay}>
                Save
              </button>
              <Dialog.Close type="button">Close</Dialog.Close>
              {onDelete && (
                <button type="button" disabled={isUnderWay} onClick={onDelete}>
                  Delete
                </button>
              )}
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
