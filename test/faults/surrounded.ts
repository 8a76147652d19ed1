/** A command whose surroundings a shell has made odd first, in a mount namespace of its own. */
import { Running } from '../support/tare.js';
import type { Provoked } from './fault.js';
import { CLI, type World } from './world.js';

/** As a shell sees them. */
export const placesOf = (world: World) => ({ W: world.output, P: `${world.output}/place` });

/** @param script of a shell; $W is the output of the world, $P a folder in it. */
export function surrounded(world: World, script: string, args: readonly string[]): Promise<Provoked> {
  const line = `${script}\nexec "$@"`;
  const as = ['unshare', '--mount', '--propagation', 'private', '/bin/sh', '-c', line, 'sh', process.execPath, CLI];
  const env = { ...world.env, ...placesOf(world) };
  return new Running(args, world.folder, env, as).finished();
}
