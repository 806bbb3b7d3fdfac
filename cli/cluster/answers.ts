/**
 * What a server answers to commands that are sent at once, so that whoever is killed has given all of them, or
 * none.
 */
import type { ChainableCommander } from 'ioredis';

/** @throws the first error among the answers. */
export async function answersTo(commands: ChainableCommander): Promise<unknown[]> {
  const answers = (await commands.exec()) ?? [];
  for (const [error] of answers) if (error) throw error;
  return answers.map(([, answer]) => answer);
}
