/** What to type where the trouble is a server, or the other machines (see hints.ts). */
import type { ErrorCode } from '../../core/error-codes.ts';
import type { UserError } from '../../core/errors.ts';

type Hint = (details: UserError['details']) => string | undefined;

const passwordPlace =
  'The password goes into the variable GIBBON_SERVER_PASSWORD, or its file into GIBBON_SERVER_PASSWORD_FILE.';
const ownCertificate =
  'If its certificate is one of your own, the file of your authority goes into the variable NODE_EXTRA_CA_CERTS.';
const sameGibbon = 'All machines need the same gibbon; which one this is: gibbon --version';
const otherName =
  'Stop one of them, give it another name (gibbon runs FILE --rename OLD NEW), resume it, and choose with --run NAME.';

export const ofServers: Readonly<Partial<Record<ErrorCode, Hint>>> = {
  'server-address-invalid': ({ password }) =>
    password === 'in-address' ? `Leave it out. ${passwordPlace}` : undefined,
  'server-password-unreadable': () => passwordPlace,
  'server-unreachable': ({ scheme, what }) => {
    if (scheme !== undefined) return `Write the address with ${scheme}:// in front.`;
    return what === 'certificate' ? ownCertificate : undefined;
  },
  'server-refuses': ({ what }) => {
    if (what === 'protected') return 'On the server: CONFIG SET requirepass PASSWORD';
    if (what === 'rights') {
      return 'On the server: ACL SETUSER USER ~gibbon:* +@read +@write +@connection +info +cluster';
    }
    return `${passwordPlace} A user goes into the address: redis://USER@HOST.`;
  },
  'server-unsuitable': ({ password, what }) => {
    if (password === 'missing') return passwordPlace;
    return what === 'eviction'
      ? 'On the server: CONFIG SET maxmemory-policy noeviction'
      : undefined;
  },
  'host-unsuitable': ({ choose }) => {
    if (choose === 'other-name') return otherName;
    return choose === 'run' ? 'Choose with --run NAME.' : sameGibbon;
  },
  'host-lost': ({ server, there, coordinator }) => {
    if (coordinator === 'missing') {
      return 'On the machine with the project file: gibbon train FILE --server ADDRESS. To wait longer: --wait 8h';
    }
    if (server === undefined) return undefined;
    return (
      `On each of the other machines: gibbon work ${server}\n` +
      `To begin with those that are there: --hosts ${there}; to wait longer: --wait 8h`
    );
  },
};
