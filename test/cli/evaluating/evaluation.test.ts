import { expect } from 'chai';
import type { EvaluatedProject } from '../../../cli/evaluating/evaluated-project.ts';
import { evaluationAsJson } from '../../../cli/evaluating/evaluation-json.ts';
import { describeEvaluation } from '../../../cli/evaluating/evaluation-text.ts';

// Seen to fail: with NaN, and with the perplexity left out where there is none.
describe('An evaluation on held-out documents of one token each', () => {
  const evaluated = {
    run: { name: 'one' },
    checkpoint: { sweep: 10 },
    vocabulary: [],
    numTopWords: 10,
    evaluation: { topics: [], means: {}, diversity: 1 },
    heldOut: { numSamples: 1, perplexity: undefined, numDocuments: 3, numTokens: 0 },
  } as unknown as EvaluatedProject;

  it('has "-" for its perplexity in text', () => {
    const lines = describeEvaluation(evaluated).split('\n');
    expect(lines.find((line) => line.startsWith('held-out perplexity'))).to.match(/perplexity +- /);
    expect(lines.join('\n')).to.include('0 tokens of 3 held-out documents');
  });

  it('has null in JSON', () => {
    const { heldOut, measures } = JSON.parse(JSON.stringify(evaluationAsJson(evaluated))) as Record<
      string,
      Record<string, unknown>
    >;
    expect([heldOut['perplexity'], measures['perplexity']]).to.deep.equal([null, null]);
  });
});

describe('An evaluation with coherence in other texts', () => {
  // Seen to fail: it was in the JSON alone.
  it('says how many top words these do not have', () => {
    const topic = { topic: 0, topWords: Uint32Array.of(0, 1, 2), flags: [], measures: {} };
    const diagnostics = { tokens: 3 };
    const evaluated = {
      run: { name: 'one' },
      checkpoint: { sweep: 10 },
      vocabulary: ['red', 'green', 'blue'],
      numTopWords: 10,
      reference: 'other.gibbon',
      evaluation: {
        topics: [{ ...topic, diagnostics, numUnseenWords: 2 }],
        means: {},
        diversity: 1,
      },
    } as unknown as EvaluatedProject;
    expect(describeEvaluation(evaluated)).to.contain(
      '2 of 3 top words do not occur in the texts of other.gibbon and are left out.',
    );
  });
});
