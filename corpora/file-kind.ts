/** What stands at a path, in words. */
import type { Stats } from 'node:fs';

export type FileKind = 'file' | 'folder' | 'named pipe' | 'socket' | 'device';

export function kindOf(stats: Stats): FileKind {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  if (stats.isFIFO()) return 'named pipe';
  return stats.isSocket() ? 'socket' : 'device';
}
