/**
 * Sets the mask that takes rights from every new file. Files of ours have modes that we choose: with another mask a
 * sandbox could not enter its root, and a userland would be another one. Documents have the user's mask.
 */

const OURS = 0o022;

/** It is undefined while the mask of the process is the user's. */
let users: number | undefined;

/** Gives new files the modes that we choose, until it is released. */
export function takeMask(): { release(): void } {
  const before = process.umask(OURS);
  users ??= before;
  return {
    release: () => {
      process.umask(before);
      users = undefined;
    },
  };
}

/** Returns the mode as the user's own mask leaves it, for what belongs to the user. */
export const usersMode = (mode: number): number => mode & ~(users ?? 0);
