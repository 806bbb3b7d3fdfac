import { expect } from 'chai';
import { Command } from 'commander';
import { defineCommand } from '../../../cli/commands/search.ts';

describe('the options of a search', () => {
  // Seen to fail: while those of a server were added, which a search ignored.
  it('name no server, as its runs are trained side by side on one machine', () => {
    const search = new Command('search');
    defineCommand(search);
    const names = search.options.map(({ long }) => long);
    expect(names).to.include('--workers');
    expect(names).to.not.include.members(['--server']);
    expect(names).to.not.include.members(['--hosts']);
  });
});
