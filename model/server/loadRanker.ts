import { readArtifact } from '../artifact/readArtifact.ts';
import { HybridModel } from '../hybrid/HybridModel.ts';
import { Ranker } from '../ranking/Ranker.ts';
import { RankingCatalogue } from '../ranking/RankingCatalogue.ts';

/** The ranker of the artifact in `folder`. @throws MissingArtifactError, CorruptArtifactError, NewerArtifactError */
export function loadRanker(folder: string): Ranker {
  const { manifest, artifact, catalogue, ranking } = readArtifact(folder);
  const model = HybridModel.load(artifact, catalogue);
  return new Ranker(model, new RankingCatalogue(catalogue, ranking), manifest.modelVersion);
}
