/** Where tests keep copies of userlands: in memory where there is enough of it, else on the disk. */
import { readFileSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';

const MEMORY = '/dev/shm';
const DISK = '/var/tmp';
const TMPFS_MAGIC = 0x01021994;
/** Two tests at a time keep up to six copies each, of 160 MB, and a daemon unpacks some of them again. */
const LEAST_BYTES = 6 * 1024 ** 3;

/**
 * The parent of such folders. ext4 gives a new file no place that another file lost within the last minutes, and looks
 * at each of those (`recently_deleted` in the kernel's fs/ext4/ialloc.c): test/e2e/killed.test.ts took 112 s with its
 * copies on ext4, and 28 s with them in memory.
 */
export const WORK_FOLDER = holdsCopies() ? MEMORY : DISK;

function holdsCopies(): boolean {
  const point = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .findLast(([, , , , path]) => path === MEMORY);
  if (!point || /\bnoexec\b/.test(point[5] ?? '')) return false;
  const { type, bavail, bsize } = statfsSync(MEMORY);
  return type === TMPFS_MAGIC && bavail * bsize >= LEAST_BYTES && freemem() >= LEAST_BYTES;
}
