import { expect } from 'chai';
import { UserError } from '../../../core/errors.ts';
import type { TopicSummary } from '../../../core/inspection/inspection.ts';
import { findTopic } from '../../../cli/inspecting/find-topic.ts';

const topics = ['Trade', undefined, 'Trade', 'War'].map((label, topic) => ({
  topic,
  label,
})) as unknown as TopicSummary[];

describe('Finding a topic that was asked for', () => {
  it('takes a number or a label', () => {
    expect(find('1')).to.equal(1);
    expect(find('War')).to.equal(3);
  });

  // Seen to fail: without the file, which the hint called FILE.
  it('says in which file it was looked for, and what to type', () => {
    for (const asked of ['', 'Peace', '4']) {
      const { message, hint } = refusalOf(asked);
      expect(message).to.contain(`"${asked}" (my a.gibbon)`.replace('"4"', '4'));
      expect(hint).to.equal("See them all with: gibbon topics 'my a.gibbon'");
    }
    expect(refusalOf('Trade').hint).to.contain('one of 0, 2');
  });

  it('names the run that was asked for in what to type', () => {
    // Seen to fail: without it, the topics of the newest run were listed.
    expect(refusalOf('9', 'first try').hint).to.contain("'my a.gibbon' --run 'first try'");
  });

  function find(topic: string, run?: string): number {
    return findTopic(topics, { topic, path: 'my a.gibbon', run });
  }

  function refusalOf(topic: string, run?: string): UserError {
    try {
      find(topic, run);
    } catch (error) {
      if (error instanceof UserError) return error;
      throw error;
    }
    throw new Error(`"${topic}" was found`);
  }
});
