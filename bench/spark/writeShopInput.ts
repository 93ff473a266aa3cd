/**
 * Writes an invented shop as `prepare` writes training input, in a process of its own, whose memory goes with it:
 * `node --import tsx bench/spark/writeShopInput.ts <folder> <size as JSON>`.
 */
import { buildDataset } from '../../model/data/buildDataset.ts';
import { shopRecords, type ShopSize } from '../../test/model/generateShop.ts';
import { writePrepared } from '../../test/spark/prefitWithSpark.ts';

const [folder, size] = process.argv.slice(2);
const shop = shopRecords(JSON.parse(size) as ShopSize);
await writePrepared(folder, buildDataset(shop.interactions(), shop.items()));
