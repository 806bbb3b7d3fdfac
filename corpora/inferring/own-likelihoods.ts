/** How well a model explains its own documents: what new ones are held against. */
import type { FrozenModel } from '../../core/inference/frozen-model.ts';
import type { InferringPool } from '../threads/inferring-pool.ts';
import type { OpenedModel } from './open-model.ts';

/** Numbers for the model's own documents, away from those of new ones. */
const firstOwnDocument = 2 ** 31;

/** Per token, each by the model without it, and sampled as new ones are; rising. */
export async function ownLikelihoodsOf(
  { model, ownDocuments }: Pick<OpenedModel, 'model' | 'ownDocuments'>,
  pool: InferringPool,
): Promise<Float64Array> {
  const answers = await Promise.all(
    ownDocuments.map(({ words, sampled, alpha }, index) =>
      pool.infer({
        first: firstOwnDocument + index,
        lengths: Uint32Array.of(words.length),
        ...{ words, sampled },
        alphas: together([alpha], model),
      }),
    ),
  );
  return Float64Array.from(answers, ([{ logLikelihood }]) => logLikelihood)
    .filter((one) => !Number.isNaN(one)) // no word that others have
    .sort();
}

/** The priors of documents one after the other; undefined where all are the model's. */
export function together(
  alphas: readonly Float64Array[],
  { alpha, numTopics }: Pick<FrozenModel, 'alpha' | 'numTopics'>,
): Float64Array | undefined {
  if (alphas.every((own) => own === alpha)) return undefined;
  const all = new Float64Array(alphas.length * numTopics);
  alphas.forEach((own, index) => {
    all.set(own, index * numTopics);
  });
  return all;
}
