/** The address of a server (redis://host:6379, rediss://user@host:6379), and its password. */
import fs from 'node:fs';
import { BlockList, isIP } from 'node:net';
import { UsageError, UserError } from '../../core/errors.ts';

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly isEncrypted: boolean;
  readonly user: string | undefined;
  /** Never printed, and never stored. */
  readonly password: string | undefined;
}

const passwordVariable = 'GIBBON_SERVER_PASSWORD';
const passwordFileVariable = 'GIBBON_SERVER_PASSWORD_FILE';
const defaultPort = 6379;

/**
 * @param environment where the password may be, or the name of a file with it.
 * @throws {UsageError} when it is no address, or it has a password in it, which every user of the
 *   machine could read in the list of processes.
 * @throws {UserError} when others could read along: no password, and an address that is not private.
 */
export function readAddress(text: string, environment: NodeJS.ProcessEnv): ServerAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !isServer(url)) {
    throw new UsageError(
      'server-address-invalid',
      `Cannot use ${shown(text)} as a server: redis://host:port, or rediss://host:port for an ` +
        'encrypted connection, was expected, and nothing after it',
    );
  }
  if (url.password !== '') {
    throw new UsageError(
      'server-address-invalid',
      `Cannot use ${shown(text)}: it has a password in it, which the list of processes shows to ` +
        'everybody on this machine; an address without one was expected',
      { details: { password: 'in-address' } },
    );
  }
  const address = {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? defaultPort : Number(url.port),
    isEncrypted: url.protocol === 'rediss:',
    user: url.username === '' ? undefined : decoded(url.username),
    password: readPassword(environment),
  };
  if (address.password === undefined && !isPrivate(address.host)) {
    throw new UserError(
      'server-unsuitable',
      `Cannot use the server ${address.host}: no password is given, and the address is not a private ` +
        'one; a password was expected, because texts and topics travel there',
      { details: { password: 'missing' } },
    );
  }
  return address;
}

/** A name may have a percent sign in it that begins no code. */
function decoded(user: string): string {
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}

/** For messages: without what may be a password. */
export function describeAddress({ host, port }: ServerAddress): string {
  return `${host}:${port}`;
}

/** A path would name a database, of which clusters have none but 0; a query may hold a password. */
function isServer({ protocol, hostname, pathname, search, hash }: URL): boolean {
  const isKnown = protocol === 'redis:' || protocol === 'rediss:';
  return isKnown && hostname !== '' && /^(\/0?)?$/.test(pathname) && search + hash === '';
}

/** Whatever may be a password is left out: all before the last "@" but the user, and a query. */
function shown(text: string): string {
  const [, scheme, rest] = /^([a-z]*:\/\/)?(.*)$/is.exec(text) ?? [];
  const place = rest.lastIndexOf('@');
  const user = /^[^:@/?#]*(?=:)/.exec(rest)?.[0] ?? '';
  const before = place < 0 ? '' : `${user}:...@`;
  return `${scheme ?? ''}${before}${rest.slice(place + 1).replace(/[?#].*$/s, '?...')}`;
}

function readPassword(environment: NodeJS.ProcessEnv): string | undefined {
  const password = environment[passwordVariable];
  if (password !== undefined && password !== '') return password;
  const file = environment[passwordFileVariable];
  if (file === undefined || file === '') return undefined;
  const found = readPasswordFile(file);
  if (found !== '') return found;
  throw unreadable(file, 'it is empty; the password on a line was expected');
}

function readPasswordFile(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw unreadable(file, code === 'ENOENT' ? 'there is no such file' : message, cause);
  }
}

function unreadable(file: string, found: string, cause?: unknown): UserError {
  return new UserError(
    'server-password-unreadable',
    `Cannot read the password of the server (${file}): ${found}`,
    { cause },
  );
}

/** Addresses that no router carries further; names without a dot are those of one network. */
function isPrivate(host: string): boolean {
  const version = isIP(host);
  if (version === 0) return !host.includes('.') || host.endsWith('.local');
  const list = new BlockList();
  list.addSubnet('127.0.0.0', 8);
  list.addSubnet('10.0.0.0', 8);
  list.addSubnet('172.16.0.0', 12);
  list.addSubnet('192.168.0.0', 16);
  list.addSubnet('169.254.0.0', 16);
  list.addAddress('::1', 'ipv6');
  list.addSubnet('fc00::', 7, 'ipv6');
  list.addSubnet('fe80::', 10, 'ipv6');
  return list.check(host, version === 6 ? 'ipv6' : 'ipv4');
}
