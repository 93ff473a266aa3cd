import { maximumDescriptionBytes, maximumTags } from '../../schema/contract/limits.ts';
import { htmlToText } from './htmlToText.ts';
import type { Row } from './Row.ts';
import { tableFormat, type Draft } from './tableFormat.ts';

/**
 * The products that Shopify exports as CSV. The first row of a product describes it; further ones with the same handle
 * are its variants and images, and become part of the one item: it has the lowest price, and each option with all its
 * values among the attributes. Columns of the shop's own affairs (stock, costs, weights) are left out, because items
 * are public.
 *
 * Source: https://help.shopify.com/en/manual/products/import-export/using-csv
 */
export const shopifyFormat = tableFormat({
  name: 'shopify',
  title: 'Shopify products',
  files: [
    {
      columns: ['Handle', 'Title', 'Body (HTML)'],
      item: (row) => ({ itemId: row.text('Handle') }),
      extendItem,
    },
    {
      columns: ['URL handle', 'Title', 'Description'],
      item: (row) => ({ itemId: row.text('URL handle') }),
      extendItem,
    },
  ],
});

const variantNote = 'a variant or an image folded into its product';
/** What Shopify calls the option of a product that has none. */
const noOption = 'Title';

function extendItem(item: Draft, row: Row): Draft {
  const isFirst = !Object.hasOwn(item, 'title');
  if (!isFirst) row.note(variantNote);
  return {
    ...(isFirst ? describe(item, row) : item),
    price: lowest(item.price, row.number('Variant Price', 'Price')),
    imageUrl: item.imageUrl ?? row.text('Image Src', 'Product image URL'),
    attributes: withOptions(item.attributes as Draft | undefined, row),
  };
}

function describe(item: Draft, row: Row): Draft {
  const status = row.text('Status');
  const published = row.text('Published', 'Published on online store');
  const category = row.list('>', 'Product Category', 'Product category');
  return {
    ...item,
    title: row.text('Title'),
    description: descriptionOf(row),
    brand: row.text('Vendor'),
    categories: [...new Set([...row.list('\n', 'Type'), ...category])],
    tags: tagsOf(row),
    hidden: isNot(published, 'true') || isNot(status, 'active'),
  };
}

const isNot = (value: unknown, expected: string): boolean =>
  typeof value === 'string' && value.toLowerCase() !== expected;

/** Shopify sets no limit to a description; a product is worth more than the end of its text. */
function descriptionOf(row: Row): string | undefined {
  const html = row.text('Body (HTML)', 'Description');
  if (typeof html !== 'string') return undefined;
  const bytes = Buffer.from(htmlToText(html));
  if (bytes.length <= maximumDescriptionBytes) return bytes.toString();
  row.note(`the end of a description of more than ${maximumDescriptionBytes} bytes left out`);
  // The cut may go through a character.
  return new TextDecoder().decode(bytes.subarray(0, maximumDescriptionBytes)).replace(/\uFFFD+$/, '');
}

/** Shopify keeps up to 250 tags, an item fewer. */
function tagsOf(row: Row): string[] {
  const tags = row.list(',', 'Tags');
  if (tags.length > maximumTags) row.note(`Tags after the first ${maximumTags} left out`);
  return tags.slice(0, maximumTags);
}

/** What is no number stays, for the rules to refuse. */
function lowest(before: unknown, price: unknown): unknown {
  if (before === undefined || price === undefined) return before ?? price;
  return typeof before === 'number' && typeof price === 'number' ? Math.min(before, price) : price;
}

/** Names of options stand in the first row of a product only. */
function withOptions(before: Draft | undefined, row: Row): Draft | undefined {
  const options = new Map(Object.entries((before?.options ?? {}) as Record<string, string[]>));
  const names = [...options.keys()];
  for (const [index, number] of [1, 2, 3].entries()) {
    const named = row.text(`Option${number} Name`, `Option${number} name`);
    const value = row.text(`Option${number} Value`, `Option${number} value`);
    const name = named ?? names[index];
    if (typeof name !== 'string' || name === noOption || typeof value !== 'string') continue;
    options.set(name, [...new Set([...(options.get(name) ?? []), value])]);
  }
  return options.size > 0 ? { options: Object.fromEntries(options) } : undefined;
}
