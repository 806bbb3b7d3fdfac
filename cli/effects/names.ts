/** How values of a field are written. */
import type { EffectPoint } from '../../core/covariates/effect-points.ts';
import type { TopicEffects } from '../../core/inspection/topic-effects.ts';

export function pointName({ value }: EffectPoint): string {
  return value === undefined ? '(missing)' : String(value); // not grouped: it may be a year
}

export function topicName({ topic }: TopicEffects, numWords: number): string {
  return topic.label ?? topic.words.slice(0, numWords).join(' ');
}
