/** Who is there: hosts announce themselves, and are present until they no longer do. */

/** Plain JSON. */
export interface HostNotice {
  readonly id: string;
  /** Of the machine, for people. */
  readonly name: string;
  readonly workers: number;
  /** Of gibbon, and of the protocol. */
  readonly version: string;
  readonly protocol: number;
  /** The fastest sampler that it can run. */
  readonly sampler: string;
  /** What comes out of the trial (trial.ts). */
  readonly trial: string;
  /** It wants to be left out as soon as the others can take over its blocks. */
  readonly isLeaving?: boolean;
}

/** What people call each host: its name, or its id where several on one machine share a name. */
export function namesOf(hosts: readonly Pick<HostNotice, 'id' | 'name'>[]): string[] {
  return hosts.map(({ id, name }) =>
    hosts.filter((other) => other.name === name).length > 1 ? id : name,
  );
}

export interface Roster {
  /** A sign of life: to be given every few seconds. */
  announce(host: HostNotice): Promise<void>;
  leave(id: string): Promise<void>;
  /** Those who gave a sign of life within the last 10 seconds. */
  present(): Promise<readonly HostNotice[]>;
}
