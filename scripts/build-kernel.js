// Compiles the sampling kernel, and the coder of rows, to WebAssembly and puts the bytes of each into a
// module, so that any host, a browser page as well, gets it with an import.
import asc from 'assemblyscript/asc';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

await compile('core/sampler/kernel', 'kernel');
await compile('core/parameter-server/bridge', 'coder');

async function compile(source, name) {
  const folder = `dist/${source}`;
  mkdirSync(folder, { recursive: true });
  const { error, stderr } = await asc.main([
    `${source}/assembly/index.ts`,
    ...['--outFile', `${folder}/${name}.wasm`, '-O3', '--noAssert', '--runtime', 'stub'],
    ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
    ...['--enable', 'simd,threads'],
  ]);
  if (error) {
    process.stderr.write(`${stderr.toString()}${error.message}\n`);
    process.exit(1);
  }
  const base64 = readFileSync(`${folder}/${name}.wasm`).toString('base64');
  writeFileSync(`${folder}/binary.js`, `export const ${name}Base64 =\n  '${base64}';\n`);
}
