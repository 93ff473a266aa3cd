import { tableFormat } from './tableFormat.ts';

/**
 * The events of Retailrocket's published data set. Its files of item properties hold hashes instead of words, so they
 * are not read, and items are the ids that the events name.
 *
 * Source: https://www.kaggle.com/datasets/retailrocket/ecommerce-dataset
 */
export const retailrocketFormat = tableFormat({
  name: 'retailrocket',
  title: 'Retailrocket',
  eventTypes: { transaction: 'PURCHASE' },
  files: [
    {
      columns: ['timestamp', 'visitorid', 'event', 'itemid'],
      interactions: (row) => {
        const transactionId = row.text('transactionid');
        return [
          {
            userId: row.text('visitorid'),
            itemId: row.text('itemid'),
            eventType: row.text('event'),
            timestamp: row.number('timestamp'),
            properties: transactionId === undefined ? undefined : { transactionId },
          },
        ];
      },
    },
  ],
});
