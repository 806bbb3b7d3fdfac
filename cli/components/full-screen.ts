/** Shows a screen on the full terminal, and restores the terminal whatever happens. */
import type { ReactElement } from 'react';
import { FrameWriter } from './frame-writer.ts';
import { Terminal, type Stdio } from './terminal.ts';

/** What a screen gets: the terminal, and the two ways to end. */
export interface FullScreen<Result> {
  readonly terminal: Terminal;
  readonly finish: (result: Result) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * A listener that ends the screen instead of the process when it throws: what timers and keys call
 * is outside of React, which catches errors only while it renders.
 */
export function guarded<Arguments extends readonly unknown[]>(
  fail: (error: unknown) => void,
  listener: (...args: Arguments) => void,
): (...args: Arguments) => void {
  return (...args) => {
    try {
      listener(...args);
    } catch (error) {
      fail(error);
    }
  };
}

export interface FullScreenOptions<Result> {
  /** What the screen ends with on a signal or a closed window; without it, others see to that. */
  readonly onSignal?: (signal: NodeJS.Signals) => Result;
}

/**
 * Shows a screen until it finishes, and gives the terminal back before anything else happens:
 * also when the screen throws, and then the promise is rejected with its error.
 *
 * Ink and React are loaded here, because loading them takes longer than most commands run.
 */
export async function showFullScreen<Result>(
  stdio: Stdio,
  load: () => Promise<(screen: FullScreen<Result>) => ReactElement>,
  { onSignal }: FullScreenOptions<Result> = {},
): Promise<Result> {
  // React measures itself in its development form, which costs half of every frame.
  process.env['NODE_ENV'] ??= 'production';
  const [{ render }, element] = await Promise.all([import('ink'), load()]);
  const terminal = new Terminal(stdio);
  terminal.open();
  const { promise, finish, fail } = outcome<Result>();
  const output = new FrameWriter(stdio.stdout, terminal.canvas);
  const forgetSignals =
    onSignal === undefined
      ? () => undefined
      : listenForSignals(terminal, (signal) => finish(onSignal(signal)));
  try {
    const ink = render(element({ terminal, finish, fail }), {
      stdout: output as unknown as NodeJS.WriteStream,
      stdin: stdio.stdin,
      exitOnCtrlC: false,
      patchConsole: false,
      // Each frame as it is, without escape sequences around it; the writer does the rest.
      debug: true,
    });
    const stopForgetting = forgetWhatChanged(terminal, output);
    ink.waitUntilExit().catch(fail);
    try {
      return await promise;
    } finally {
      stopForgetting();
      ink.unmount();
    }
  } finally {
    forgetSignals();
    terminal.close();
  }
}

/** What others wrote over is written again. @returns what stops this. */
function forgetWhatChanged(terminal: Terminal, output: FrameWriter): () => void {
  const forget = (): void => output.forget();
  const stops = [terminal.onResize(forget), terminal.onOverwrite(forget)];
  return () => {
    for (const stop of stops) stop();
  };
}

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** @returns what stops the listening. */
function listenForSignals(
  terminal: Terminal,
  listener: (signal: NodeJS.Signals) => void,
): () => void {
  for (const signal of endingSignals) process.on(signal, listener);
  const forgetGone = terminal.onGone(() => listener('SIGHUP'));
  return () => {
    for (const signal of endingSignals) process.off(signal, listener);
    forgetGone();
  };
}

function outcome<Result>(): {
  promise: Promise<Result>;
  finish: (result: Result) => void;
  fail: (error: unknown) => void;
} {
  let finish!: (result: Result) => void;
  let fail!: (error: unknown) => void;
  const promise = new Promise<Result>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  return { promise, finish, fail };
}
