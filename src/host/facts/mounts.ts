/** Reads /proc/self/mountinfo. Pure. */

export interface Mount {
  /** It is `major:minor`; the major is 0 where no block device is behind the mount, or several are. */
  readonly device: string;
  readonly point: string;
  readonly filesystem: string;
  readonly source: string;
  /** These are the options of the mount and of the filesystem. */
  readonly options: readonly string[];
}

export function parseMounts(mountinfo: string): Mount[] {
  return mountinfo
    .split('\n')
    .filter((line) => line.includes(' - '))
    .map(parseMount);
}

function parseMount(line: string): Mount {
  const [left = '', right = ''] = line.split(' - ');
  const [, , device = '', , point = '', options = ''] = left.split(' ');
  const [filesystem = '', source = '', superOptions = ''] = right.split(' ');
  return {
    device,
    point: unescapeOctal(point),
    filesystem,
    source: unescapeOctal(source),
    options: [...new Set([...options.split(','), ...superOptions.split(',').map(unescapeOctal)])],
  };
}

/** The kernel writes blanks, tabs, line ends and backslashes as octal. */
function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/**
 * Returns the mount that a path (absolute, links followed) is on: that with the longest mount point above it, and of
 * equal ones the last.
 */
export function mountHolding(mounts: readonly Mount[], path: string): Mount | undefined {
  const above = mounts.filter(({ point }) => point === '/' || path === point || path.startsWith(`${point}/`));
  return above.reduce<Mount | undefined>(
    (best, mount) => (best && best.point.length > mount.point.length ? best : mount),
    undefined,
  );
}
