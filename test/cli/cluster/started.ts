/** Programs that a test has started in its folder. */
import { Gibbon } from '../../end-to-end/gibbon.ts';

export interface Ended {
  readonly status: number | null;
  readonly said: string;
}

export class Started {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Runs gibbon to its end. */
  run(args: string[], env?: Record<string, string>): Promise<Ended> {
    return this.start(args, env).ended;
  }

  start(args: string[], env: Record<string, string> = {}) {
    const gibbon = new Gibbon(args, { cwd: this.#folder, env, limitSeconds: 200 });
    return {
      ended: gibbon.ended.then(({ status, stdout, stderr }) => ({ status, said: stdout + stderr })),
      interrupt: () => {
        gibbon.kill('SIGINT');
      },
      until: (pattern: RegExp) => gibbon.untilItSays(pattern),
    };
  }
}
