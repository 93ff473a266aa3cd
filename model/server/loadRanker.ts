import { readArtifact } from '../artifact/readArtifact.ts';
import { HybridModel } from '../hybrid/HybridModel.ts';
import { Ranker } from '../ranking/Ranker.ts';

/** The ranker of the artifact in `folder`. @throws MissingArtifactError, CorruptArtifactError, NewerArtifactError */
export function loadRanker(folder: string): Ranker {
  const { manifest, artifact, catalogue } = readArtifact(folder);
  return new Ranker(HybridModel.load(artifact, catalogue), catalogue, manifest.modelVersion);
}
