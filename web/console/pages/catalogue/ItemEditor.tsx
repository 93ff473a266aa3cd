import * as Dialog from '@radix-ui/react-dialog';
import type { FormEvent } from 'react';
import type { ItemsQuery, PutItemInput } from '../../../../schema/generated/operations/graphql.ts';
import { Problem } from '../../frame/parts.tsx';
import { toPutItemInput } from './toPutItemInput.ts';

interface ItemEditorProps {
  item: ItemsQuery['items']['items'][number];
  problem?: string;
  isUnderWay: boolean;
  onClose(): void;
  onSave(input: PutItemInput): void;
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((member) => member.trim())
    .filter(Boolean);

/** The fields of an item that a person edits; the others stay as they are. */
export function ItemEditor({ item, problem, isUnderWay, onClose, onSave }: ItemEditorProps) {
  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => String(form.get(name) ?? '').trim();
    onSave({
      ...toPutItemInput(item),
      title: text('title') || null,
      description: text('description') || null,
      categories: listOf(text('categories')),
      tags: listOf(text('tags')),
      creator: text('creator') || null,
      price: text('price') === '' ? null : Number(text('price')),
      hidden: form.get('hidden') !== null,
    });
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog" aria-describedby={undefined}>
          <Dialog.Title>{item.title ?? item.itemId}</Dialog.Title>
          <p className="small">
            <code>{item.itemId}</code>
          </p>
          <form className="fields" onSubmit={save}>
            <label>
              title <input name="title" defaultValue={item.title ?? ''} />
            </label>
            <label>
              description <textarea name="description" rows={3} defaultValue={item.description ?? ''} />
            </label>
            <label>
              categories, by commas <input name="categories" defaultValue={(item.categories ?? []).join(', ')} />
            </label>
            <label>
              tags, by commas <input name="tags" defaultValue={(item.tags ?? []).join(', ')} />
            </label>
            <label>
              creator <input name="creator" defaultValue={item.creator ?? ''} />
            </label>
            <label>
              price <input name="price" inputMode="decimal" defaultValue={item.price ?? ''} />
            </label>
            <label className="check">
              <input type="checkbox" name="hidden" defaultChecked={item.hidden ?? false} /> hidden: kept and trained on,
              but in no list
            </label>
            <Problem text={problem} />
            <div className="actions">
              <button className="primary" disabled={isUnderWay}>
                Save
              </button>
              <Dialog.Close type="button">Close</Dialog.Close>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
