/** An item as the catalogue stores it and as the model reads it in training (`items.jsonl`, one JSON object a line). */
export interface CatalogueItem {
  itemId: string;
  title?: string;
  description?: string;
  categories?: string[];
  tags?: string[];
  brand?: string;
  creator?: string;
  price?: number;
  imageUrl?: string;
  /** ISO 8601 instants between which the item may be recommended. */
  availableFrom?: string;
  availableUntil?: string;
  hidden?: boolean;
  attributes?: Record<string, unknown>;
  createdAt?: string;
  updatedAt?: string;
}

/** An interaction as it is exported for training (`interactions.jsonl`, one JSON object a line). */
export interface TrainingInteraction {
  userId: string;
  itemId: string;
  eventType: string;
  eventValue?: number;
  /** ISO 8601 instant or milliseconds since the Unix epoch. */
  timestamp: string | number;
  sessionId?: string;
  context?: Record<string, unknown>;
}
