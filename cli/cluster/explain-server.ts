/** What goes wrong with a server, as sentences; and what passes by itself. */
import { UserError, type UserErrorOptions } from '../../core/errors.ts';
import { type ServerAddress, describeAddress } from './address.ts';

/** An error of the client package as one that says what to do; anything else as it is. */
export function explainServer(error: unknown, address: ServerAddress): unknown {
  const cause = causeOf(error);
  if (!(cause instanceof Error) || cause instanceof UserError) return error;
  const where = describeAddress(address);
  if (/NOAUTH|WRONGPASS|invalid password/i.test(cause.message)) {
    const found = address.password === undefined ? 'it wants a password' : cause.message;
    return refuses(
      `Cannot log in to the server ${where}: ${found}; the password of the server was expected`,
      'password',
      error,
    );
  }
  if (/NOPERM/.test(cause.message)) {
    return refuses(
      `Cannot use the server ${where}: its user may not do what is needed (${cause.message}); ` +
        'a user that may read and write keys was expected',
      'rights',
      error,
    );
  }
  if (/^DENIED/.test(cause.message)) {
    return refuses(
      `Cannot log in to the server ${where}: it is in protected mode, in which it has no password and ` +
        'talks to its own machine only; a server with a password was expected',
      'protected',
      error,
    );
  }
  if (isReply(cause)) {
    return new UserError(
      'server-unsuitable',
      `Cannot use the server ${where}: it answers "${cause.message}"; Valkey 8.0 or Redis 7.0, or newer, was expected`,
      { cause: error },
    );
  }
  if (!isOfNetwork(cause)) return error;
  const details = isOfCertificate(cause) ? { what: 'certificate' } : undefined;
  return unreachable(describeTrouble(cause), address, { cause: error, details });
}

export function unreachable(
  found: string,
  address: ServerAddress,
  { cause, details }: Pick<UserErrorOptions, 'cause' | 'details'>,
): UserError {
  return new UserError(
    'server-unreachable',
    `Cannot reach the server ${describeAddress(address)}: ${found}; a running Valkey or Redis was expected`,
    { hint: 'Is it running, and is its port open to this machine?', cause, details },
  );
}

/** Whether it makes sense to ask again: it is full, out of reach, or changes its masters. */
export function passesByItself(error: unknown): boolean {
  const cause = causeOf(error);
  if (!(cause instanceof Error) || cause instanceof UserError) return false;
  if (isReply(cause)) {
    return /^(OOM|CLUSTERDOWN|LOADING|BUSY|MASTERDOWN|READONLY|TRYAGAIN|MOVED|ASK)/.test(
      cause.message,
    );
  }
  return isOfNetwork(cause);
}

/** In a few words, for whoever waits. */
export function describeTrouble(error: unknown): string {
  const { message } = causeOf(error) as Error;
  if (/^OOM/.test(message)) return 'it is full (OOM: its maxmemory is used up)';
  if (/^CLUSTERDOWN/.test(message)) return 'a part of its cluster is down (CLUSTERDOWN)';
  if (/^LOADING/.test(message)) return 'it is still loading what it has saved (LOADING)';
  if (/RESP type|Protocol error/i.test(message)) return 'something else answers there';
  if (/Socket timeout/.test(message)) return 'it takes connections, but does not answer';
  if (/Command timed out/.test(message)) return 'a command got no answer';
  if (/Cluster redirections/.test(message)) return 'its cluster is changing its masters';
  if (/ETIMEDOUT/.test(message)) return 'nothing answers there (ETIMEDOUT)';
  if (/max retries per request|Connection is closed/i.test(message)) return 'it cannot be reached';
  if (/slots cache|startup nodes/i.test(message)) return 'none of its masters can be reached';
  const broken = /EPIPE|ECONNRESET/.exec(message);
  if (broken) return `it closed the connection (${broken[0]})`;
  return message.replace(/\.$/, '');
}

function refuses(message: string, what: string, cause: unknown): UserError {
  return new UserError('server-refuses', message, { details: { what }, cause });
}

/** A cluster's client says what its last server said. */
function causeOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return (error as { lastNodeError?: unknown }).lastNodeError ?? error;
}

function isReply({ name, message }: Error): boolean {
  return name === 'ReplyError' || /^[A-Z]{3,} /.test(message);
}

const networkNames = new Set(['MaxRetriesPerRequestError', 'ClusterAllFailedError', 'ParserError']);
const networkMessages =
  /Connection is closed|Socket timeout|Command timed out|ETIMEDOUT|RESP type|Protocol error|slots cache|startup nodes|Cluster redirections/i;

function isOfNetwork(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException;
  const isOfSystem = typeof code === 'string' && /^E[A-Z]+$/.test(code);
  const isKnown = networkNames.has(error.name) || networkMessages.test(error.message);
  return isOfSystem || isKnown || isOfCertificate(error);
}

function isOfCertificate(error: Error): boolean {
  return /CERT|SIGNATURE/.test(String((error as NodeJS.ErrnoException).code));
}
