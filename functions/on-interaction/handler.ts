export async function handler(): Promise<never> {
  throw new Error('on-interaction is being built.');
}
