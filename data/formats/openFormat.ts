import { DataError } from '../read/DataError.ts';
import type { DataSource } from '../records/DataSource.ts';
import type { Format, FormatOptions } from './Format.ts';
import { goodbooksFormat } from './goodbooksFormat.ts';
import { gorseFormat } from './gorseFormat.ts';
import { metarankFormat } from './metarankFormat.ts';
import { movieLensFormat } from './movieLensFormat.ts';
import { lookInto } from './openFolder.ts';
import { csvFormat, jsonFormat } from './ownFormats.ts';
import { personalizeFormat } from './personalizeFormat.ts';
import { retailrocketFormat } from './retailrocketFormat.ts';
import { shopifyFormat } from './shopifyFormat.ts';

/** The formats of docs/import.md. */
export const formats: readonly Format[] = [
  csvFormat,
  jsonFormat,
  movieLensFormat,
  personalizeFormat,
  retailrocketFormat,
  shopifyFormat,
  goodbooksFormat,
  gorseFormat,
  metarankFormat,
];
export const importFormats: readonly string[] = formats.map(({ name }) => name);

/**
 * @param name one of `importFormats`; left out, the format is recognised by the names of the files and their columns
 * @throws DataError when there is no such format, none or several are recognised, or the folder as a whole cannot be
 * read
 */
export async function openFormat(name: string | undefined, options: FormatOptions): Promise<DataSource> {
  if (name === undefined) return openRecognised(options);
  const format = formats.find((each) => each.name === name);
  if (format === undefined) {
    throw new DataError(
      'FormatUnknown',
      `There is no format ${JSON.stringify(name)}; use ${importFormats.join(', ')}.`,
    );
  }
  if (isAdapted(options) && !format.isAdaptable) {
    throw new DataError(
      'OptionMisplaced',
      `${format.title} has columns of its own; --map, --items and --interactions are for ${adaptable.join(' and ')}.`,
    );
  }
  return { ...(await format.open(options)), readAs: format.title };
}

const adaptable = formats.filter(({ isAdaptable }) => isAdaptable).map(({ name }) => name);

const isAdapted = ({ columns, itemsFile, interactionsFile }: FormatOptions): boolean =>
  [columns, itemsFile, interactionsFile].some((said) => said !== undefined);

async function openRecognised(options: FormatOptions): Promise<DataSource> {
  const folder = await lookInto(options.folder);
  const recognised = formats
    .filter(({ isAdaptable }) => isAdaptable || !isAdapted(options))
    .map((format) => ({ format, ...(format.recognise(folder, options) ?? { score: 0, because: '' }) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score);
  const [best, second] = recognised;
  if (best === undefined) {
    const seen = [...folder.names].sort().slice(0, 10);
    const files = seen.map((file) => {
      const columns = folder.columns.get(file);
      return columns === undefined ? file : `${file} with ${columns.slice(0, 8).join(', ')}`;
    });
    throw new DataError(
      'FormatUnknown',
      `${options.folder} has no format that is known. It holds ${files.join('; ')}. ` +
        `Say --format ${importFormats.join('|')}, or name its columns by --map (docs/import.md).`,
    );
  }
  if (second?.score === best.score) {
    const both = [best, second].map(
      ({ format, because }) => `${format.title} (--format ${format.name}), because ${because}`,
    );
    throw new DataError('FormatAmbiguous', `${options.folder} may be ${both.join(', or ')}. Say which by --format.`);
  }
  return { ...(await best.format.open(options)), readAs: `${best.format.title}, because ${best.because}` };
}
