/** Which gibbon this is. */
import { readFileSync } from 'node:fs';

/** The version in the package's manifest, such as "0.2.0". */
export function gibbonVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
