/** What every call of crun is told beside its arguments. */

/**
 * Has crun use `folder`, an absolute path, for the file that it makes in /tmp otherwise: at every call it mounts its
 * own program there for a moment, and a crun that is killed meanwhile leaves the file and the mount. Source:
 * `try_bindfd` in crun's src/libcrun/cloned_binary.c. Pure.
 */
export function crunVariables(folder: string): Readonly<Record<string, string>> {
  return { _LIBCONTAINER_STATEDIR: folder };
}
