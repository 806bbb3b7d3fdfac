/** What a report says of what it left out, in sentences. */
import { visibleLine } from '../../core/inspection/report/visible-text.ts';
import { count, grouped } from '../../core/numbers.ts';
import type { ReportSource } from './source.ts';

/** Topics that are not listed: hidden ones, and those that others stand for. */
export function topicsLeftOut({ inspection }: ReportSource): string[] {
  const topics = inspection.topics();
  const numHidden = topics.filter((one) => one.hidden && one.memberOf === undefined).length;
  const groups = topics.flatMap(({ topic, label = '', members = [] }) =>
    members.length > 1 ? [`${topic} (${visibleLine(label, 80)}) for ${members.join(', ')}`] : [],
  );
  return [
    ...(numHidden === 0
      ? []
      : [`${count(numHidden, 'topic')} ${numHidden === 1 ? 'is' : 'are'} hidden and not listed.`]),
    ...(groups.length === 0 ? [] : [`One topic stands for several: ${groups.join('; ')}.`]),
  ];
}

export function ownPriorsLeftOut(
  { inspection }: ReportSource,
  { isAnonymous }: { isAnonymous: boolean },
): string[] {
  if (inspection.covariates === undefined || !isAnonymous) return [];
  return ['Shares in documents are worked out with the mean of the priors of all documents.'];
}

export function documentsLeftOut(number: number, all: number): string[] {
  if (number === all) return [];
  return [
    `${grouped(number)} of ${count(all, 'document')} are listed; the charts count all of them.`,
  ];
}

export function textsLeftOut(
  number: number,
  all: number,
  { numTexts, isAnonymous }: { readonly numTexts: number; readonly isAnonymous: boolean },
): string[] {
  if (numTexts === 0 || isAnonymous) return ['Texts were left out.'];
  if (number === all) return [];
  return [`${grouped(number)} of ${grouped(all)} texts fit into the size of this report.`];
}
