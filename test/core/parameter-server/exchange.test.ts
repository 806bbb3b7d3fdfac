import { MemoryExchange } from '../../fixtures/memory-exchange.ts';
import { itExchanges } from './exchange-suite.ts';

// The same of a Redis or Valkey server: test/cli/cluster/redis-exchange.slow.test.ts.
describe('The exchange in memory', () => {
  itExchanges(() => {
    const both = new MemoryExchange();
    return { first: both, second: both };
  });
});
