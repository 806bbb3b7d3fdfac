import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { MemoryExchange } from '../../fixtures/memory-exchange.ts';
import { itSurvives } from './harm-suite.ts';

// The same through Redis or Valkey: test/cli/cluster/harm.slow.test.ts.
describe('A run through an exchange in memory', function () {
  this.timeout(60_000); // each test starts and ends many threads
  let exchange: MemoryExchange;

  itSurvives(
    () => (exchange = new MemoryExchange()),
    [
      {
        // Seen to fail (nothing was put again): with an outbox that forgets what was acknowledged.
        name: 'what was acknowledged is lost, again and again',
        happen: async () => {
          let numLost = 0;
          for (let times = 0; times < 20 || numLost === 0; times++) {
            await sleep(50);
            numLost += exchange.lose(0.5);
          }
          expect(numLost).to.be.above(0);
        },
        isLossDemanded: true,
      },
      {
        name: 'the server hangs for a while',
        happen: async () => {
          const goOn = exchange.hang();
          await sleep(2000);
          goOn();
        },
      },
      {
        name: 'the server comes back empty',
        happen: async () => {
          await sleep(200);
          exchange.wipe();
        },
      },
    ],
  );
});
