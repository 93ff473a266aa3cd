export async function handler(): Promise<never> {
  throw new Error('publish-recommendation is being built.');
}
