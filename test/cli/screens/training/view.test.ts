import { expect } from 'chai';
import { cellWidth, head } from '../../../../cli/components/cells.ts';
import { glyphsFor } from '../../../../cli/components/glyphs.ts';
import { plainText } from '../../../../cli/components/line.ts';
import type { TrainingSnapshot } from '../../../../core/training/session/progress.ts';
import { type Request, startTrainingScreen } from '../../../../cli/screens/training/state.ts';
import { viewTraining } from '../../../../cli/screens/training/view.ts';
import { fakeSnapshot } from '../../../fixtures/fake-training-feed.ts';

const twoTopics = {
  sweep: 30,
  list: [
    { topic: 0, share: 0.4, words: ['tariff', 'duties'] },
    { topic: 1, share: 0.6, label: 'War', words: ['navy', 'ships'] },
  ],
};
const rising = [10, 20, 30].map((sweep) => ({
  sweep,
  logLikelihoodPerToken: -9 + sweep / 100,
  seconds: sweep,
}));

interface Shown {
  readonly width?: number;
  readonly height?: number;
  readonly unicode?: boolean;
  readonly workers?: boolean;
  readonly request?: Request;
}

function frame(
  given: Partial<TrainingSnapshot>,
  { width = 64, height = 20, unicode = true, workers = false, request }: Shown = {},
): string {
  const state = { ...startTrainingScreen(fakeSnapshot(given)), areWorkersShown: workers, request };
  return plainText(viewTraining(state, { width, height }, glyphsFor(unicode)));
}

describe('the training screen', () => {
  const small: Partial<TrainingSnapshot> = {
    sweep: 30,
    numSweeps: 60,
    numTopics: 2,
    measurements: rising,
    topics: twoTopics,
    speed: { now: 2e6, mean: 1e6, recent: [1e6, 1e6, 2e6] },
    checkpoints: { last: { sweep: 25, secondsAgo: 4 }, next: { inSweeps: 20 } },
  };

  it('shows a run at a glance', () => {
    expect(frame(small)).to.equal(
      `
 speeches.gibbon › topics-50          2 topics · 723,190 tokens

 sweep 30 of 60  ███████████████░░░░░░░░░░░░░░░  50%  0:41 left

 topics as they form  all of them, sweep 30
   1  60.0%  War  navy · ships
   0  40.0%  tariff · duties






 log-likelihood per token          tokens per second
  -8.69 ┤                   ⢀⣀⡠⠤⠒  2.0 M now · 1.0 M mean
        │             ⣀⡠⠤⠔⠒⠉⠁      ▄▄█
        │     ⢀⣀⡠⠤⠔⠒⠊⠉             checkpoint  sweep 25, 4 s ago
  -8.91 ┤⠤⠔⠒⠊⠉⠁                    next        in 20 sweeps
 -8.700, +0.200, rising            memory      212 MB (model 19…
 p pause  enter inspect topics  q save and stop          ? help`.slice(1),
    );
  });

  it('shows no goal while it is not known', () => {
    const line = frame({ ...small, isOpenEnded: true, secondsLeft: undefined }).split('\n')[2];
    expect(line.trimEnd()).to.equal(' sweep 30, until level');
  });

  // Seen to fail: with 0 workers, in the first half second of a training.
  it('counts workers once they have been asked', () => {
    const wide = { width: 120, height: 24 };
    expect(frame({ workers: [] }, wide)).to.not.match(/\d workers/);
    const shares = { samplingShare: 1, pullingShare: 0, pushingShare: 0, waitingShare: 0 };
    const workers = [{ clock: 1, ...shares }];
    expect(frame({ workers }, wide)).to.include('1 worker');
  });

  it('leads with the topics; what the workers do takes some of their room when asked for', () => {
    for (const [width, height] of [
      [80, 24],
      [140, 40],
    ] as const) {
      const topics = frame({}, { width, height });
      expect(topics.split('\n')[4]).to.match(/^ topics as they form {2}the \d+ largest of 50/);
      expect(topics).not.to.include('sampling pulling');
      const both = frame({}, { width, height, workers: true });
      expect(both).to.match(/worker +clock +sampling pulling pushing waiting/);
      expect(both.split('\n')[4]).to.match(/^ topics as they form/);
    }
  });

  it('keeps its help whole', () => {
    const state = { ...startTrainingScreen(fakeSnapshot()), isHelpOpen: true };
    let seen = '';
    for (let helpFirst = 0; helpFirst < 40; helpFirst++) {
      const size = { width: 40, height: 14 };
      const page = plainText(viewTraining({ ...state, helpFirst }, size, glyphsFor(true)));
      expect(page.split('\n').slice(4).join('')).not.to.include('…');
      seen += page;
    }
    expect(seen).to.include('the topics').and.to.include('staleness').and.to.include('underlined');
  });

  it('is as high and as wide as the terminal, whatever its size', () => {
    // Fault once planted: one line too many in the narrow body.
    for (const width of [20, 40, 59, 60, 80, 115, 116, 160, 200]) {
      for (const height of [5, 10, 24, 36, 50, 60]) {
        const state = startTrainingScreen(fakeSnapshot());
        const lines = viewTraining(state, { width, height }, glyphsFor(true));
        expect(lines, `${width}x${height}`).to.have.lengthOf(height);
        for (const line of lines) {
          const used = line.reduce((sum, { text }) => sum + cellWidth(text), 0);
          expect(used, `${width}x${height}`).to.equal(width);
        }
      }
    }
  });

  it('has the topics beside the curves where there is room, and more of them', () => {
    const wide = frame({}, { width: 160, height: 50 });
    expect(wide).to.match(
      /topics as they form {2}the 44 largest of 50.*│ +log-likelihood per token/,
    );
  });

  // Seen to fail: with what is said of a run that has something to save.
  it('promises no checkpoint while the corpus grows', () => {
    const growing: Partial<TrainingSnapshot> = {
      sweep: 0,
      measurements: [],
      growth: { share: 1 / 16, done: 0.25 },
    };
    expect(frame(growing, { request: 'stop' })).to.contain('nothing is saved while');
    expect(frame(growing, { request: 'checkpoint' })).to.contain('once all documents are in');
    expect(frame({ ...growing, state: 'stopping' })).to.not.contain('saving');
  });

  it('says how far it is while the corpus grows', () => {
    const growing = frame({ sweep: 0, measurements: [], growth: { share: 1 / 16, done: 0.25 } });
    expect(growing).to.match(/^ growing: 1\/16 of the documents  █+.* 25% +0:41 left$/m);
  });

  // Seen to fail: when it said "sweep -1".
  it('says that topics which form meanwhile are those of a part', () => {
    const list = [{ topic: 0, share: 1, words: ['treaty', 'peace'] }];
    const growing = frame({
      sweep: 0,
      growth: { share: 1 / 16, done: 0.25 },
      topics: { sweep: -0.75, list },
    });
    expect(growing).to.include('topics as they form  all of them, in a part of the documents');
  });

  it('says what it does before the first sweep', () => {
    const loading = frame({
      state: 'loading',
      phase: 'reading the corpus',
      phaseShare: 0.5,
      sweep: 0,
      measurements: [],
      topics: { sweep: -1, list: [] },
    });
    expect(loading).to.match(/^ reading the corpus  █+░+ +50%$/m);
    expect(loading).to.include('not measured yet');
    expect(loading).to.include('they appear after the first sweeps');
    expect(loading).to.match(/ q stop +\? help$/);
  });

  it('shows a pause, and how to end it', () => {
    const paused = frame({ state: 'paused' }, { width: 80, height: 24 });
    expect(paused).to.include('PAUSED');
    expect(paused).to.include('p continue');
  });

  it('shows how stale the counts were that were read, against the bound', () => {
    const staleness = { bound: 2, histogram: [80, 15, 5] };
    const workers = [
      { clock: 12, samplingShare: 0.7, pullingShare: 0, pushingShare: 0, waitingShare: 0.3 },
      { clock: 14, samplingShare: 1, pullingShare: 0, pushingShare: 0, waitingShare: 0 },
    ];
    const shown = frame({ staleness, workers }, { width: 80, height: 24, workers: true });
    expect(shown).to.match(/ staleness seen  0 [█-▏]+ *80%  1 [█-▏]+ *15%  2 [█-▏] *5%   bound 2/);
    expect(shown).to.match(/^ +1 +14 \+2/m);
  });

  it('sums up workers that do not fit', () => {
    const workers = Array.from({ length: 64 }, () => ({
      clock: 1,
      samplingShare: 0.5,
      pullingShare: 0,
      pushingShare: 0,
      waitingShare: 0.5,
    }));
    expect(frame({ workers }, { width: 80, height: 24, workers: true })).to.match(
      /… and \d+ more, waiting 50% of their time/,
    );
  });

  // Seen to fail: with a curve narrower than its axis, which ended the training.
  it('has something for every size, however small', () => {
    for (let width = 0; width <= 30; width++) {
      for (let height = 0; height <= 12; height++) {
        for (const unicode of [true, false]) frame(small, { width, height, unicode });
      }
    }
  });

  it('keeps its columns straight with Chinese words and emoji', () => {
    const list = [{ topic: 0, share: 1, words: ['经济', '😀', 'Kapitänsmütze', '发展', '企业'] }];
    const lines = frame({ topics: { sweep: 30, list } }, { width: 160, height: 24 }).split('\n');
    expect(lines.some((line) => line.includes('经济'))).to.equal(true);
    // The left part is 85 cells wide; the divider is the second cell after it.
    const ends = lines.slice(4, -1).map((line) => head(line, 87).at(-1));
    expect(new Set(ends)).to.deep.equal(new Set(['│']));
  });

  it('shows a hostile run name without obeying it', () => {
    const shown = frame({ runName: '\u001b[2Jrun\u0007' });
    expect(shown).to.include('␛[2Jrun␇');
  });
});
