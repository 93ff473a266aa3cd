import { createClient, type Client, type RecommendationList } from '@recsync/client';
import { RecsyncProvider, useRecommendations } from '@recsync/client/react';
import { createElement, type ComponentType, type ReactNode } from 'react';

/** A storage that answers at once, such as MMKV. AsyncStorage does not: what it says comes too late for the queue. */
export interface DeviceStorage {
  getString(key: string): string | undefined;
  set(key: string, text: string): void;
}

/** A client for React Native and Expo, which have `fetch` and `WebSocket`, for a user who keeps the app for months. */
export const createMobileClient = (
  endpoint: string,
  getToken: () => Promise<string>,
  userId: string,
  device: DeviceStorage,
): Client =>
  createClient({
    endpoint,
    auth: { token: getToken },
    interactions: {
      storage: { getItem: (key) => device.getString(key) ?? null, setItem: (key, text) => device.set(key, text) },
      storageKey: `interactions-of-${userId}`,
    },
  });

/** Gives a list to whatever the app shows lists with: `FlatList`, for example. There is no DOM, so no impressions. */
export function withRecommendations(View: ComponentType<{ list: RecommendationList | undefined; error?: string }>) {
  return function RecommendedView({ userId }: { userId: string }) {
    const { list, error } = useRecommendations({ userId, limit: 20 });
    return createElement(View, { list, error: error?.message });
  };
}

/** Around the app. Call `client.flush()` when it goes to the background. */
export const MobileProvider = ({ client, children }: { client: Client; children?: ReactNode }) =>
  createElement(RecsyncProvider, { client }, children);
