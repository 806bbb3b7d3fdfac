// Compiles the sampling kernel to WebAssembly and puts its bytes into a module, so that any host,
// a browser page as well, gets it with an import.
import asc from 'assemblyscript/asc';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const folder = 'dist/core/sampler/kernel';
mkdirSync(folder, { recursive: true });

const { error, stderr } = await asc.main([
  'core/sampler/kernel/assembly/index.ts',
  ...['--outFile', `${folder}/kernel.wasm`, '-O3', '--noAssert', '--runtime', 'stub'],
  ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
  ...['--enable', 'simd,threads'],
]);
if (error) {
  process.stderr.write(`${stderr.toString()}${error.message}\n`);
  process.exit(1);
}
const base64 = readFileSync(`${folder}/kernel.wasm`).toString('base64');
writeFileSync(`${folder}/binary.js`, `export const kernelBase64 =\n  '${base64}';\n`);
