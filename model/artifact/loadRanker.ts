import { HybridModel } from '../hybrid/HybridModel.ts';
import { Ranker } from '../ranking/Ranker.ts';
import { RankingCatalogue } from '../ranking/RankingCatalogue.ts';
import { CorruptArtifactError, MissingArtifactError, NewerArtifactError } from './errors.ts';
import { readArtifact } from './readArtifact.ts';

/** The ranker of the artifact in `folder`. @throws MissingArtifactError, CorruptArtifactError, NewerArtifactError */
export function loadRanker(folder: string): Ranker {
  return loadModel(folder).ranker;
}

/** A model as it serves, and the catalogue that it knows. */
export interface LoadedModel {
  readonly ranker: Ranker;
  readonly itemIds: readonly string[];
  readonly catalogue: RankingCatalogue;
}

/** The model in `folder`. @throws MissingArtifactError, CorruptArtifactError, NewerArtifactError */
export function loadModel(folder: string): LoadedModel {
  try {
    return load(folder);
  } catch (error) {
    if ([MissingArtifactError, CorruptArtifactError, NewerArtifactError].some((kind) => error instanceof kind))
      throw error;
    // A manifest without a checksum may say anything.
    throw new CorruptArtifactError(folder, 'its manifest does not fit its files', { cause: error });
  }
}

function load(folder: string): LoadedModel {
  const { manifest, artifact, catalogue, ranking } = readArtifact(folder);
  const model = HybridModel.load(artifact, catalogue);
  const rankingCatalogue = new RankingCatalogue(catalogue, ranking);
  return {
    ranker: new Ranker(model, rankingCatalogue, manifest.modelVersion),
    itemIds: catalogue.itemIds,
    catalogue: rankingCatalogue,
  };
}
