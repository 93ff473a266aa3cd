interface NetworkEvents {
  addEventListener(type: 'online' | 'offline', listener: () => void): void;
  removeEventListener(type: 'online' | 'offline', listener: () => void): void;
}

/** Whether the device says that it has a network; where nothing says so (Node), it is taken to have one. */
export const isOnline = (): boolean => (globalThis as { navigator?: { onLine?: boolean } }).navigator?.onLine ?? true;

/** Tells when the device comes online or goes offline. @returns what ends it */
export function onNetwork(listener: (online: boolean) => void): () => void {
  const target = globalThis as unknown as Partial<NetworkEvents>;
  if (!target.addEventListener || !target.removeEventListener) return () => undefined;
  const [up, down] = [() => listener(true), () => listener(false)];
  target.addEventListener('online', up);
  target.addEventListener('offline', down);
  return () => {
    target.removeEventListener?.('online', up);
    target.removeEventListener?.('offline', down);
  };
}
