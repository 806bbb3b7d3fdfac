/** The parts of a corpus that are trained before the whole, as far as memory is concerned. */
import { documentsOfStages, numBlocksOfStage } from '../corpus/growth.ts';
import { refuse } from '../errors.ts';
import { storageVaries } from '../sampler/open.ts';
import { stagesOf } from './growing-start.ts';
import type { ShapeOptions } from './trainer-options.ts';

/**
 * Those that may take more than the whole, since their documents may be kept otherwise: rows of few documents
 * take little, and are faster. Words have as many tokens as in the whole: they have no more.
 *
 * @returns none where all parts are kept as the whole is.
 */
export function shapesOfStages(options: ShapeOptions): ShapeOptions[] {
  const { source, settings, numWorkers, reading } = options;
  const { documentLengths, numWords, wordTokenCounts } = source;
  if (!storageVaries(settings.sampler, { ...settings, documentLengths })) return [];
  const stages = stagesOf(settings, source);
  if (stages.length === 0) return [];
  return documentsOfStages(source, stages, settings.seed).map((documents) => {
    const lengths = Uint32Array.from(documents, (document) => documentLengths[document]);
    const numTokens = lengths.reduce((sum, length) => sum + length, 0);
    return {
      numWorkers,
      reading,
      settings: { ...settings, numBlocks: numBlocksOfStage(numTokens, settings.numBlocks) },
      source: {
        ...{ numDocuments: lengths.length, numWords, numTokens, wordTokenCounts },
        documentLengths: lengths,
        readWords: () => refuse('only the shape of a part is known'),
      },
    };
  });
}
