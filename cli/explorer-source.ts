import type { ExplorerSource } from '../core/inspection/source.ts';
export function openExplorerSource(path: string, run?: string): ExplorerSource {
  throw new Error(path + String(run));
}
