/** Reads the data of a report out of its page. */
import { type Report, reportVersion } from '../../core/inspection/report/report.ts';

/** @throws {Error} when this browser cannot unpack it, or it is of another version. */
export async function readReport(base64: string): Promise<Report> {
  const packed = Uint8Array.from(atob(base64.trim()), (sign) => sign.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const report = (await new Response(unpacked).json()) as Report;
  if (report.version !== reportVersion) throw new Error(`version ${String(report.version)}`);
  return report;
}
