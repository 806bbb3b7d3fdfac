/**
 * What the screens cost: time of the main thread per frame, bytes per frame, memory after many
 * frames, and how long it takes to open the inspection.
 *
 *   node dist/test/benchmark/screens.js [FILE.gibbon]
 */
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

// Before React is loaded, which therefore is not imported above.
process.env['NODE_ENV'] ??= 'production';

const numWarmup = 50;
const numFrames = 300;
const sizes = [
  { width: 80, height: 24 },
  { width: 120, height: 36 },
  { width: 200, height: 60 },
];

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** Frames of the training screen of which every one differs, through Ink and onto a terminal. */
async function measureFrames(): Promise<void> {
  const { render } = await import('ink');
  const { createElement } = await import('react');
  const { Canvas } = await import('../../cli/components/canvas.ts');
  const { Frame } = await import('../../cli/components/frame.tsx');
  const { FrameWriter } = await import('../../cli/components/frame-writer.ts');
  const { detectTheme } = await import('../../cli/components/theme.ts');
  const { startTrainingScreen } = await import('../../cli/screens/training/state.ts');
  const { viewTraining } = await import('../../cli/screens/training/view.ts');
  const { fakeSnapshot } = await import('../fixtures/fake-training-feed.ts');
  const theme = detectTheme({ environment: { LANG: 'C.UTF-8' }, colorBits: 8 });
  for (const size of sizes) {
    const canvas = new Canvas();
    let bytes = 0;
    const stdout = {
      columns: size.width,
      rows: size.height,
      write: (text: string) => (bytes += Buffer.byteLength(text)) > 0,
    } as unknown as NodeJS.WriteStream;
    const element = (sweep: number) => {
      const state = startTrainingScreen(fakeSnapshot({ sweep, secondsLeft: 1000 - sweep }));
      const lines = viewTraining(state, size, theme.glyphs);
      return createElement(Frame, { lines, size, terminal: { canvas, theme } });
    };
    const ink = render(element(100), {
      stdout: new FrameWriter(stdout, canvas) as unknown as NodeJS.WriteStream,
      exitOnCtrlC: false,
      patchConsole: false,
      debug: true,
    });
    const times: number[] = [];
    let usage = process.cpuUsage();
    for (let frame = 0; frame < numWarmup + numFrames; frame++) {
      if (frame === numWarmup) {
        bytes = 0;
        usage = process.cpuUsage();
      }
      const start = performance.now();
      ink.rerender(element(100 + frame));
      times.push(performance.now() - start);
    }
    const { user, system } = process.cpuUsage(usage);
    ink.unmount();
    const { width, height } = size;
    console.log(
      `training screen ${width}x${height}: ${median(times.slice(numWarmup)).toFixed(1)} ms a frame ` +
        `(${((user + system) / 1000 / numFrames).toFixed(1)} ms of all threads), ` +
        `${Math.round(bytes / numFrames)} bytes`,
    );
  }
}

/** From the start of the program to the first frame, with a project file and without. */
function measureOpening(file: string): void {
  const own = fileURLToPath(import.meta.url);
  const timeOf = (what: string): number => {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [own, what, file]);
    if (status !== 0) throw new Error(stderr.toString());
    return performance.now() - start;
  };
  // In turn, so that both meet the same load of the machine.
  const pairs = Array.from({ length: 9 }, () => ({
    bare: timeOf('--open-bare'),
    inspection: timeOf('--open-inspection'),
  }));
  const bare = median(pairs.map((pair) => pair.bare));
  const inspection = median(pairs.map((pair) => pair.inspection));
  const more = median(pairs.map((pair) => pair.inspection - pair.bare));
  console.log(
    `first frame: bare Ink screen ${Math.round(bare)} ms, inspection ${Math.round(inspection)} ms, ` +
      `${Math.round(more)} ms more`,
  );
}

async function openAndLeave(file: string | undefined): Promise<void> {
  const { FakeTerminal } = await import('../fixtures/fake-terminal.ts');
  const terminal = new FakeTerminal();
  if (file === undefined) {
    const { render, Text } = await import('ink');
    const { createElement } = await import('react');
    render(createElement(Text, null, 'bare'), {
      stdout: terminal.stdio.stdout,
      debug: true,
    }).unmount();
    return;
  }
  const { openInspection } = await import('../../cli/inspecting/open.ts');
  const { openInspectionScreen } = await import('../../cli/screens/inspection/open.ts');
  const source = openInspection(file);
  const left = openInspectionScreen(source, terminal.stdio);
  await terminal.untilShows('coherence');
  terminal.type('q');
  await left;
  source.close();
}

const [first, second] = process.argv.slice(2);
if (first === '--open-bare') {
  await openAndLeave(undefined);
} else if (first === '--open-inspection') {
  await openAndLeave(second);
} else {
  await measureFrames();
  if (first !== undefined) measureOpening(first);
}
