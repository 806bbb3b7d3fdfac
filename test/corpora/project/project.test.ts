import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import { UserError } from '../../../core/errors.ts';
import type { GivenDocument } from '../../../corpora/importing/import-documents.ts';
import { Project } from '../../../corpora/project/project.ts';
import { testFolder } from '../../fixtures/folder.ts';
import { sampleTexts } from '../../fixtures/sample-texts.ts';

const texts = sampleTexts().trimEnd().split('\n');
const model = { numTopics: 4, seed: 7, numBlocks: 2, numWorkers: 2 };

async function* given(): AsyncGenerator<GivenDocument> {
  for (const [number, text] of texts.entries()) {
    await Promise.resolve();
    yield { id: `d${number}`, text, label: `theme ${number % 4}`, metadata: { number } };
  }
}

describe('A project, as a program holds it', () => {
  const folder = testFolder();

  it('is made of documents that come one by one, and gives them back', async () => {
    await inProject((project) => {
      expect([project.numDocuments, project.numWords]).to.deep.equal([200, 80]);
      const [, second] = [...project.documents()];
      expect(second).to.deep.equal({
        document: 1,
        id: 'd1',
        label: 'theme 1',
        metadata: { number: 1 },
        numTokens: 25,
      });
      expect(project.vocabulary()).to.have.length(80);
    });
  });

  // Seen to fail: with a file named like a document taken for it.
  it('is made of files in the same way', async () => {
    const fromDocuments = await fingerprintOf(given(), 'a.gibbon');
    writeFileSync(folder.at('texts.txt'), sampleTexts());
    const fromFile = await fingerprintOf([folder.at('texts.txt')], 'b.gibbon');
    expect(fromDocuments).to.equal(fromFile);
  });

  it('refuses what is no document, by its number, and leaves nothing behind', async () => {
    const wrong: readonly [unknown, field: string][] = [
      [{ id: 'a' }, 'text'],
      [{ id: '', text: 'b' }, 'id'],
      [{ id: 'a', text: 'b', label: 3 }, 'label'],
      [{ id: 'a', text: 'b', metadata: [1] }, 'metadata'],
    ];
    for (const [document, field] of wrong) {
      const documents = [{ id: 'fine', text: 'words enough' }, document] as GivenDocument[];
      const error = await Project.import(documents, folder.at('a.gibbon')).catch(
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(UserError);
      expect(error).to.include({ code: 'document-invalid' });
      expect((error as UserError).details).to.deep.equal({ document: 2, field });
    }
    const none = await Project.import([], folder.at('a.gibbon')).catch((reason: unknown) => reason);
    expect(none).to.include({ code: 'no-documents' });
    expect(() => Project.open(folder.at('a.gibbon'))).to.throw(UserError, /no such file/);
  });

  // Seen to fail: with each check left out; no pieces of no words, no threads, no samples were made, or never all.
  it('refuses numbers of an import and of new documents that cannot be meant', async () => {
    const imports = [
      { splitWords: 0 },
      { numThreads: 0 },
      { maxWords: NaN },
      { maxDocumentShare: 2 },
    ];
    for (const options of imports) {
      const error = await Project.import(given(), folder.at('b.gibbon'), options).catch(
        (reason: unknown) => reason,
      );
      expect(error).to.include({ code: 'number-out-of-range' });
    }
    expect(() => Project.open(folder.at('b.gibbon'))).to.throw(UserError, /no such file/);
    await inProject(async (project) => {
      await project.train({ ...model, numSweeps: 2 }).result;
      for (const options of [
        { numSamples: 0 },
        { burnIn: Infinity },
        { seed: -1 },
        { numWorkers: 0 },
      ]) {
        expect(() => project.infer([{ id: 'a', text: 'b' }], options))
          .to.throw(UserError)
          .with.property('code', 'number-out-of-range');
      }
    });
  });

  it('trains, tells how it goes, and is stopped by a signal; what is resumed has the same bytes', async () => {
    const whole = await inProject(async (project) => {
      const result = await project.train({ ...model, numSweeps: 40 }).result;
      expect(result).to.include({ run: 'topics-4', outcome: 'done', sweep: 40 });
      expect(result.logLikelihoodPerToken).to.be.within(-10, 0);
      return project.assignments();
    }, 'whole.gibbon');
    await inProject(async (project) => {
      const stopping = new AbortController();
      const choices = { ...model, numSweeps: 1_000_000, signal: stopping.signal };
      const training = project.train(choices);
      const stages = new Set<string>();
      for await (const { state, sweep } of training) {
        stages.add(state);
        if (sweep > 0) stopping.abort();
      }
      expect([...stages]).to.include('stopped');
      const { outcome, sweep } = await training.result;
      expect(outcome).to.equal('interrupted');
      // From the beginning again, in two pieces that end at the same sweep.
      const first = await project.train({ ...model, name: 'pieces', numSweeps: 15 }).result;
      expect(first.outcome).to.equal('done');
      const second = await project.resume({ numSweeps: 40, numWorkers: 1 }).result;
      expect(second).to.include({ run: 'pieces', sweep: 40 });
      expect(project.assignments()).to.deep.equal(whole);
      expect(project.assignments('topics-4').sweep).to.equal(sweep);
    });
  });

  it('gives the topic of every token as typed arrays that agree with the topics', async () => {
    await inProject(async (project) => {
      await project.train({ ...model, numSweeps: 5 }).result;
      const { documentStarts, words, topics } = project.assignments();
      expect(words).to.have.length(project.numTokens);
      expect(documentStarts).to.have.length(project.numDocuments + 1);
      const tallies = new Array<number>(4).fill(0);
      for (const topic of topics) tallies[topic]++;
      const inspection = project.inspect();
      expect(inspection.topics().map(({ numTokens }) => numTokens)).to.deep.equal(tallies);
      inspection.close();
    });
  });

  it('keeps labels, and finds itself whole', async () => {
    await inProject(async (project) => {
      await project.train({ ...model, numSweeps: 2 }).result;
      project.label(1, 'Second');
      const inspection = project.inspect();
      expect(inspection.topics()[1].label).to.equal('Second');
      inspection.close();
      expect(project.verify()).to.deep.include({ problems: [], numRuns: 1 });
    });
  });

  // Seen to fail: with the lock kept after a refusal; with a run begun before the intervals are checked; with
  // anything but a number taken for "auto", and names and lone strengths not looked at.
  it('refuses a setting out of range with the code that every face has, and goes on after it', async () => {
    await inProject(async (project) => {
      const refused = [
        [{ numTopics: 0 }, 'number-out-of-range'],
        [{ numSweeps: 0.5 }, 'number-out-of-range'],
        [{ numSweeps: '20' as unknown as number }, 'number-out-of-range'],
        [{ numSweeps: null as unknown as number }, 'number-out-of-range'],
        [{ name: '' }, 'run-name-invalid'],
        [{ name: 'two\nlines' }, 'run-name-invalid'],
        [{ name: 5 as unknown as string }, 'run-name-invalid'],
        [{ seedStrength: 0.5 }, 'missing-option'],
        [{ numWorkers: 1000 }, 'number-out-of-range'],
        [{ checkpointEvery: { sweeps: 0 } }, 'number-out-of-range'],
        [{ checkpointEvery: { seconds: 0 } }, 'number-out-of-range'],
        [{ numTopics: 60_000 }, 'too-many-topics'],
        [{ alpha: 1, alphaSum: 3 }, 'conflicting-options'],
      ] as const;
      for (const [choices, code] of refused) {
        expect(() => project.train(choices))
          .to.throw(UserError)
          .with.property('code', code);
      }
      expect(project.runs()).to.deep.equal([]);
      await project.train({ ...model, numSweeps: 2 }).result;
      expect(() => project.resume({ fixed: { numTopics: 5 } }))
        .to.throw(UserError)
        .with.property('code', 'setting-is-fixed');
      expect(() => project.resume({ run: 'other' }))
        .to.throw(UserError)
        .with.property('code', 'run-unknown');
      expect(() => project.resume({ numSweeps: '9' as unknown as number }))
        .to.throw(UserError)
        .with.property('code', 'number-out-of-range');
      const { outcome, sweep } = await project.resume().result;
      expect([outcome, sweep]).to.deep.equal(['done', 2]);
    });
  });

  async function inProject<Result>(
    work: (project: Project) => Promise<Result> | Result,
    name = 'a.gibbon',
  ): Promise<Result> {
    const project = await Project.import(given(), folder.at(name));
    try {
      return await work(project);
    } finally {
      project.close();
    }
  }

  async function fingerprintOf(
    sources: Parameters<typeof Project.import>[0],
    name: string,
  ): Promise<string> {
    const project = await Project.import(sources, folder.at(name));
    await project.train({ ...model, numSweeps: 1 }).result;
    const [{ fingerprint }] = project.runs();
    project.close();
    return fingerprint;
  }
});
