export async function handler(): Promise<never> {
  throw new Error('score-candidates is being built.');
}
