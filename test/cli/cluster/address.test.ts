import { expect } from 'chai';
import fs from 'node:fs';
import { readAddress } from '../../../cli/cluster/address.ts';
import { testFolder } from '../../fixtures/folder.ts';

describe('The address of a server', () => {
  const folder = testFolder();

  it('has a port, a user, encryption, and a password from elsewhere', () => {
    fs.writeFileSync(folder.at('secret'), 'hush\n');
    const read = readAddress('rediss://me@[::1]/0', {
      GIBBON_SERVER_PASSWORD_FILE: folder.at('secret'),
    });
    const expected = { host: '::1', port: 6379, isEncrypted: true, user: 'me', password: 'hush' };
    expect(read).to.deep.equal(expected);
  });

  // Seen to fail: "URI malformed ... This looks like a fault of gibbon itself".
  it('may have a percent sign in the name of its user', () => {
    expect(readAddress('redis://a%@10.0.0.5', {}).user).to.equal('a%');
    expect(readAddress('redis://a%40b@10.0.0.5', {}).user).to.equal('a@b');
  });

  // Seen to fail: "redis://:p@ss@host" was shown with "ss", and "redis://u:p/a@host" whole.
  for (const text of [
    'redis://:hush@127.0.0.1:7',
    'redis://me:hush@127.0.0.1:7',
    'redis://:a@hush@127.0.0.1:7',
    'redis://me:a/hush@127.0.0.1:7',
    'redis://127.0.0.1:7?password=hush',
    'redis://127.0.0.1:7#hush',
    'me:hush@127.0.0.1:7',
    'http://me:hush@127.0.0.1:7',
  ]) {
    it(`is refused without its password being repeated (${text})`, () => {
      expect(() => readAddress(text, {}))
        .to.throw(/^Cannot use /)
        .with.property('message')
        .that.does.not.contain('hush');
    });
  }

  for (const text of ['127.0.0.1', 'redis://', 'redis://127.0.0.1/3', 'redis://127.0.0.1:99999']) {
    it(`is refused when it is none, or names a database (${text})`, () => {
      expect(() => readAddress(text, {})).to.throw(/redis:\/\/host:port, .* was expected/);
    });
  }

  for (const host of ['8.8.8.8', 'valkey.example.org', '[2001:db8::1]']) {
    it(`needs a password where others could read along (${host})`, () => {
      expect(() => readAddress(`redis://${host}`, {})).to.throw(/a password was expected/);
      const read = readAddress(`redis://${host}`, { GIBBON_SERVER_PASSWORD: 'x' });
      expect(read.password).to.equal('x');
    });
  }

  for (const host of ['10.0.0.5', '192.168.1.2', 'server', 'valkey.local', '[fd00::1]']) {
    it(`needs none within a network of one's own (${host})`, () => {
      expect(readAddress(`redis://${host}`, {}).password).to.equal(undefined);
    });
  }

  it('says what is wrong with the file of the password', () => {
    const read = (file: string) => () =>
      readAddress('redis://server', { GIBBON_SERVER_PASSWORD_FILE: file });
    fs.writeFileSync(folder.at('empty'), '\n');
    expect(read(folder.at('none'))).to.throw(/Cannot read the password .*there is no such file/);
    expect(read(folder.at('empty'))).to.throw(/it is empty; the password on a line was expected/);
  });
});
