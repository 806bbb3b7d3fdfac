import { expect } from 'chai';
import { UserError } from '../../../core/errors.ts';
import { readAddress } from '../../../cli/cluster/address.ts';
import { checkServer } from '../../../cli/cluster/check-server.ts';
import { connect } from '../../../cli/cluster/connection.ts';
import { type StubServer, bulk, stubServer } from '../../fixtures/stub-server.ts';

/** What a fit server says of itself. */
const fit = { redis_version: '7.0.0', maxmemory_policy: 'noeviction', role: 'master' };

function info(fields: Readonly<Record<string, string>>): string {
  return bulk(
    Object.entries({ ...fit, ...fields, '': '' })
      .map((pair) => pair.join(':'))
      .join('\r\n'),
  );
}

describe('A server', () => {
  let server: StubServer | undefined;

  afterEach(() => {
    server?.close();
  });

  /** @returns what is noted, or why it is refused. */
  async function check(answers: Record<string, string>): Promise<string[] | UserError> {
    server = await stubServer(answers);
    const address = readAddress(`redis://127.0.0.1:${server.port}`, {});
    try {
      const connection = await connect(address);
      const client = connection.open();
      return await checkServer(connection, client).finally(() => {
        client.disconnect();
      });
    } catch (error) {
      expect(error).to.be.instanceOf(UserError);
      return error as UserError;
    }
  }

  it('that is fit is taken', async () => {
    expect(await check({ INFO: info({}) })).to.deep.equal([]);
    server?.close();
    expect(await check({ INFO: info({ valkey_version: '8.0.1' }) })).to.deep.equal([]);
  });

  // Seen to fail: with masters and replicas alike.
  for (const [what, answers, expected] of [
    [
      'too old',
      { INFO: info({ redis_version: '6.2.14' }) },
      /it is Redis 6\.2\.14; Valkey 8\.0 or/,
    ],
    ['an early Valkey', { INFO: info({ valkey_version: '7.2.5' }) }, /it is Valkey 7\.2\.5/],
    [
      'of a kind that forgets',
      { INFO: info({ maxmemory_policy: 'volatile-lru' }) },
      /its maxmemory-policy is volatile-lru, .*noeviction was expected/,
    ],
    [
      'a replica',
      { INFO: info({ role: 'slave', master_host: '10.0.0.9', master_port: '6379' }) },
      /it is a replica, .*its master \(10\.0\.0\.9:6379\) was expected/,
    ],
    [
      'in protected mode',
      { INFO: '-DENIED Redis is running in protected mode because ...\r\n' },
      /it is in protected mode, .*a server with a password was expected/,
    ],
    ['none at all', { INFO: 'HTTP/1.1 400 Bad Request\r\n\r\n' }, /something else answers there/],
  ] as const) {
    it(`that is ${what} is refused`, async () => {
      expect(String(await check(answers))).to.match(expected);
    });
  }
});
