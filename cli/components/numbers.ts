/** Numbers as screens and lines show them. */
export { count, decimals, grouped, megabytes, percent } from '../../core/numbers.ts';

/** A large number in a few characters: 812, 44.8 k, 46.1 M. */
export function short(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude < 1000) return Math.round(value).toString();
  if (magnitude < 999_950) return `${(value / 1e3).toFixed(1)} k`;
  if (magnitude < 999_950_000) return `${(value / 1e6).toFixed(1)} M`;
  return `${(value / 1e9).toFixed(1)} G`;
}

/** Bytes as files and lines of a network are counted: 212 MB, 1.6 GB. Memory: `megabytes`. */
export function bytes(value: number): string {
  if (value < 1e6) return `${Math.round(value / 1e3)} kB`;
  if (value < 1e9) return `${Math.round(value / 1e6)} MB`;
  return `${(value / 1e9).toFixed(1)} GB`;
}

/** A length of time as a clock shows it: 0:41, 12:05, 3:20:00. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const rest = String(whole % 60).padStart(2, '0');
  if (hours === 0) return `${minutes}:${rest}`;
  return `${hours}:${String(minutes).padStart(2, '0')}:${rest}`;
}

/** A length of time in words: 12 s, 3 min, 2 h. */
export function duration(seconds: number): string {
  if (seconds < 99.5) return `${Math.round(seconds)} s`;
  if (seconds < 99.5 * 60) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

/** A log-likelihood per token, or any other number that is below zero: -8.431. */
export function signed(value: number, digits = 3): string {
  return `${value >= 0 ? '+' : ''}${value.toFixed(digits)}`;
}
