/** The papers behind the methods that a run used. */
import type { CitedModel } from './cited-model.ts';
import { isImported, isLearnt, isLive } from './traits.ts';

export interface Reference {
  /** For BibTeX, such as "blei2003latent". */
  readonly key: string;
  readonly type: 'article' | 'inproceedings' | 'techreport' | 'misc';
  readonly authors: readonly string[];
  readonly title: string;
  readonly year: number | undefined;
  /** Journal, proceedings or institution, by the name that BibTeX has for it. */
  readonly where: Readonly<Record<string, string>>;
}

const lda: Reference = {
  key: 'blei2003latent',
  type: 'article',
  authors: ['Blei, David M.', 'Ng, Andrew Y.', 'Jordan, Michael I.'],
  title: 'Latent {Dirichlet} Allocation',
  year: 2003,
  where: { journal: 'Journal of Machine Learning Research', volume: '3', pages: '993--1022' },
};

const gibbsSampling: Reference = {
  key: 'griffiths2004finding',
  type: 'article',
  authors: ['Griffiths, Thomas L.', 'Steyvers, Mark'],
  title: 'Finding Scientific Topics',
  year: 2004,
  where: {
    journal: 'Proceedings of the National Academy of Sciences',
    volume: '101',
    number: 'suppl. 1',
    pages: '5228--5235',
  },
};

const mallet: Reference = {
  key: 'mccallum2002mallet',
  type: 'misc',
  authors: ['McCallum, Andrew Kachites'],
  title: '{MALLET}: A Machine Learning for Language Toolkit',
  year: 2002,
  where: {},
};

const fixedPoint: Reference = {
  key: 'minka2000estimating',
  type: 'techreport',
  authors: ['Minka, Thomas P.'],
  title: 'Estimating a {Dirichlet} Distribution',
  year: 2000,
  where: { institution: 'Massachusetts Institute of Technology' },
};

const regression: Reference = {
  key: 'mimno2008topic',
  type: 'inproceedings',
  authors: ['Mimno, David', 'McCallum, Andrew'],
  title: 'Topic Models Conditioned on Arbitrary Features with {Dirichlet}-Multinomial Regression',
  year: 2008,
  where: {
    booktitle: 'Proceedings of the 24th Conference on Uncertainty in Artificial Intelligence',
    pages: '411--418',
  },
};

const learntPriors: Reference = {
  key: 'wallach2009rethinking',
  type: 'inproceedings',
  authors: ['Wallach, Hanna M.', 'Mimno, David', 'McCallum, Andrew'],
  title: 'Rethinking {LDA}: Why Priors Matter',
  year: 2009,
  where: {
    booktitle: 'Advances in Neural Information Processing Systems 22',
    pages: '1973--1981',
  },
};

const staleSynchronousParallel: Reference = {
  key: 'ho2013more',
  type: 'inproceedings',
  authors: [
    'Ho, Qirong',
    'Cipar, James',
    'Cui, Henggang',
    'Lee, Seunghak',
    'Kim, Jin Kyu',
    'Gibbons, Phillip B.',
    'Gibson, Garth A.',
    'Ganger, Gregory R.',
    'Xing, Eric P.',
  ],
  title: 'More Effective Distributed {ML} via a Stale Synchronous Parallel Parameter Server',
  year: 2013,
  where: {
    booktitle: 'Advances in Neural Information Processing Systems 26',
    pages: '1223--1231',
  },
};

const documentCompletion: Reference = {
  key: 'wallach2009evaluation',
  type: 'inproceedings',
  authors: ['Wallach, Hanna M.', 'Murray, Iain', 'Salakhutdinov, Ruslan', 'Mimno, David'],
  title: 'Evaluation Methods for Topic Models',
  year: 2009,
  where: {
    booktitle: 'Proceedings of the 26th International Conference on Machine Learning',
    pages: '1105--1112',
  },
};

const npmi: Reference = {
  key: 'lau2014machine',
  type: 'inproceedings',
  authors: ['Lau, Jey Han', 'Newman, David', 'Baldwin, Timothy'],
  title:
    'Machine Reading Tea Leaves: Automatically Evaluating Topic Coherence and Topic Model Quality',
  year: 2014,
  where: {
    booktitle:
      'Proceedings of the 14th Conference of the European Chapter of the Association for Computational Linguistics',
    pages: '530--539',
  },
};

const cv: Reference = {
  key: 'roeder2015exploring',
  type: 'inproceedings',
  authors: ['Röder, Michael', 'Both, Andreas', 'Hinneburg, Alexander'],
  title: 'Exploring the Space of Topic Coherence Measures',
  year: 2015,
  where: {
    booktitle:
      'Proceedings of the Eighth ACM International Conference on Web Search and Data Mining',
    pages: '399--408',
  },
};

/** Those that the paragraph names, in the order of their first mention, and the program last. */
export function referencesOf(model: CitedModel): Reference[] {
  const { evaluated } = model;
  const { run, evaluation, heldOut } = evaluated;
  return [
    lda,
    ...(isImported(model) ? [mallet] : []),
    gibbsSampling,
    ...(isLearnt(run.settings) ? [fixedPoint, learntPriors] : []),
    ...(run.settings.covariates === undefined ? [] : [regression]),
    ...(isLive(run.settings) ? [staleSynchronousParallel] : []),
    ...(heldOut === undefined ? [] : [documentCompletion]),
    ...(evaluation.means.npmi === undefined ? [] : [npmi]),
    ...(evaluation.means.cv === undefined ? [] : [cv]),
    {
      key: 'gibbon',
      type: 'misc',
      authors: [],
      title: '{gibbon}: topic models by collapsed {Gibbs} sampling',
      year: undefined,
      where: run.version === undefined ? {} : { note: `Version ${run.version}` },
    },
  ];
}

export function asBibtex(references: readonly Reference[]): string {
  return references.map(bibtexEntry).join('\n\n');
}

function bibtexEntry({ key, type, authors, title, year, where }: Reference): string {
  const fields = {
    ...(authors.length > 0 && { author: authors.join(' and ') }),
    title,
    ...where,
    ...(year !== undefined && { year: String(year) }),
  };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}},`);
  return [`@${type}{${key},`, ...lines, '}'].join('\n');
}

/** "Blei, David M., Ng, Andrew Y. and Jordan, Michael I. (2003). Latent ... *Journal*, 3, 993-1022." */
export function asListed(reference: Reference, form: 'text' | 'markdown'): string {
  const { authors, title, year, where } = reference;
  const { journal, booktitle, institution, note, volume, pages } = where;
  const place = journal ?? booktitle ?? institution;
  const mark = form === 'markdown' ? '*' : '';
  const named = authors.length === 0 ? '' : `${listed(authors)} (${year}). `;
  const details = [
    ...(place === undefined ? [] : [`${mark}${place}${mark}`]),
    ...(volume === undefined ? [] : [volume]),
    ...(pages === undefined ? [] : [pages.replace('--', '-')]),
    ...(note === undefined ? [] : [note]),
  ];
  const bullet = form === 'markdown' ? '- ' : '';
  const end = details.length === 0 ? '' : ` ${details.join(', ')}.`;
  return `${bullet}${named}${title.replace(/[{}]/gu, '')}.${end}`;
}

function listed(authors: readonly string[]): string {
  const last = authors.at(-1) ?? '';
  return authors.length === 1 ? last : `${authors.slice(0, -1).join(', ')} and ${last}`;
}
