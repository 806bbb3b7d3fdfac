import { expect } from 'chai';
import { Command } from 'commander';
import {
  addWordOptions,
  importOptionsFrom,
  type ParsedImportOptions,
} from '../../../cli/importing/options.ts';

describe('the options about words', () => {
  function optionsOf(...args: string[]) {
    const command = new Command().exitOverride();
    addWordOptions(command);
    command.parse(args, { from: 'user' });
    return importOptionsFrom(command.opts<ParsedImportOptions>());
  }

  // Seen to fail: with `none` parsed to undefined, of which commander makes '' (and no word was left).
  it('take "none" for what removes no word, where the help says so', () => {
    const each = ['min-length', 'min-documents', 'min-wholes', 'max-document-share', 'max-words'];
    const options = optionsOf(
      ...each.flatMap((name) => [`--${name}`, 'none']),
      '--stop-words=none',
    );
    expect(options).to.deep.include({
      minLength: 1,
      minDocuments: 1,
      minWholes: 1,
      maxDocumentShare: 1,
      maxWords: Infinity,
      stopWords: [],
    });
  });
});
