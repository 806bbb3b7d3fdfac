/** Reads the data of a report out of its page. */
import { joined, unpackReport } from '../../core/inspection/report/format.ts';
import { type Report, reportVersion } from '../../core/inspection/report/report.ts';

/** @throws {Error} when this browser cannot unpack it, or it is of another version. */
export async function readReport(base64: string): Promise<Report> {
  const report = unpackReport(await unzipped(bytesOf(base64.trim())));
  if (report.version !== reportVersion) throw new Error(`version ${String(report.version)}`);
  return report;
}

/** Without a blob or a response, whose streams come from another process in thousands of messages. */
async function unzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const { readable, writable } = new DecompressionStream('gzip');
  const writer = writable.getWriter();
  const written = Promise.all([writer.write(bytes), writer.close()]);
  const [chunks] = await Promise.all([chunksOf(readable), written]);
  return joined(chunks);
}

async function chunksOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  for (let read = await reader.read(); !read.done; read = await reader.read())
    chunks.push(read.value);
  return chunks;
}

/** A plain loop: `Uint8Array.from` takes a second for a report of 6 MB. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const signs = atob(base64);
  const bytes = new Uint8Array(signs.length);
  for (let place = 0; place < signs.length; place++) bytes[place] = signs.charCodeAt(place);
  return bytes;
}
