/** How values of a field are written. */
import type { EffectPoint } from '../../core/covariates/effect-points.ts';
import type { TopicEffects } from '../../core/inspection/topic-effects.ts';

export function pointName({ value }: EffectPoint): string {
  if (value === undefined) return '(missing)';
  // Not grouped: it may be a year.
  return typeof value === 'number' ? String(Math.round(value * 100) / 100) : value;
}

export function topicName({ topic }: TopicEffects, numWords: number): string {
  return topic.label ?? topic.words.slice(0, numWords).join(' ');
}
