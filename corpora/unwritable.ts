/** Why the system lets nobody write at a place, and what helps. */

interface Reason {
  /** What was found, in words. */
  readonly found: string;
  readonly hint: string;
}

const noRoom: Reason = {
  found: 'the disk took no more (full, over quota, or broken)',
  hint: 'Make room, or give a place on another disk.',
};
const notAllowed: Reason = {
  found: 'permission denied',
  hint: 'Give a place where you may write.',
};
const elsewhere = 'Give another name or place.';

const reasons: Readonly<Record<string, Reason>> = {
  ENOSPC: { ...noRoom, found: 'the disk is full' },
  EDQUOT: noRoom,
  EFBIG: noRoom,
  EIO: noRoom,
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: { ...notAllowed, found: 'the file system is read-only' },
  ENOENT: {
    found: 'its folder is not there',
    hint: 'Make the folder first, or give another place.',
  },
  ENOTDIR: { found: 'a part of the path is not a folder', hint: elsewhere },
  ELOOP: { found: 'its symbolic links go round in a circle', hint: elsewhere },
  ENAMETOOLONG: { found: 'the name is too long', hint: elsewhere },
};

/**
 * @param code the system's name for the error.
 * @param otherwise what is said to be found where the name tells nothing.
 */
export function whyUnwritable(
  code: string,
  otherwise = `nothing can be written there (${code})`,
): Reason {
  return reasons[code] ?? { found: otherwise, hint: elsewhere };
}
