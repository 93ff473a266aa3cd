import * as z from 'zod';
import { itemFields, itemProblem, itemTexts } from '../../schema/contract/item.ts';
import { flag, id, instant, json, number, refuseTexts, text, texts, url } from './fields.ts';
import { parseRecord, refuse } from './RejectedRecordError.ts';

const shape = {
  itemId: id,
  title: text.nullish(),
  description: text.nullish(),
  categories: texts.nullish(),
  tags: texts.nullish(),
  brand: text.nullish(),
  creator: text.nullish(),
  price: number.nullish(),
  imageUrl: url.nullish(),
  availableFrom: instant.nullish(),
  availableUntil: instant.nullish(),
  hidden: flag.nullish(),
  attributes: json.optional(),
};

const fields = ['itemId', ...itemFields];
const known = z.strictObject(shape, {
  error: ({ code }) =>
    code === 'unrecognized_keys'
      ? `the fields ${fields.join(', ')}; what has no field belongs into attributes`
      : 'an object with fields',
});
const any = z.object(shape, 'an object with fields');

/** An item before it is written: the fields of `PutItemInput`, `attributes` as the object that its JSON stands for. */
export type ItemRecord = z.infer<typeof any>;

/**
 * An item that `putItem` would take.
 *
 * @param unknownFields IGNORE them where the record may come from elsewhere, to learn from it only
 * @throws RejectedRecordError
 */
export function parseItem(record: unknown, unknownFields: 'REFUSE' | 'IGNORE' = 'REFUSE'): ItemRecord {
  const item = parseRecord(unknownFields === 'REFUSE' ? known : any, record);
  refuse(itemProblem(item, ''));
  refuseTexts(itemTexts(item, ''));
  return item;
}

export { fields as itemFields };
