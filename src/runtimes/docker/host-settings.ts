/**
 * Reads the host's configuration of Docker as far as it changes figures. The user's daemon uses it; a daemon of ours
 * does not.
 */
import * as z from 'zod';
import { UserError } from '../../errors.js';
import { readInputFile } from '../../host/files/input-file.js';
import { tryJson } from '../../json.js';

const FILE = '/etc/docker/daemon.json';

/** The few settings that change how a sandbox is started or what it may use. */
const RELEVANT = [
  ...['default-runtime', 'default-ulimits', 'default-shm-size', 'default-cgroupns-mode', 'cgroup-parent'],
  ...['exec-opts', 'live-restore', 'storage-driver', 'storage-opts', 'data-root', 'userns-remap', 'init'],
  ...['no-new-privileges', 'seccomp-profile', 'selinux-enabled', 'features', 'containerd', 'containerd-snapshotter'],
  ...['cpu-rt-period', 'cpu-rt-runtime', 'oom-score-adjust'],
];
const LONGEST = 120;

/**
 * Returns the settings, such as `default-runtime "crun", live-restore true`; an empty text where there are none of
 * this kind.
 */
export function hostSettings(path = FILE): string {
  const settings = z.record(z.string(), z.unknown()).safeParse(tryJson(settingsText(path) ?? '{}'));
  if (!settings.success) return `${path} is no JSON object`;
  return RELEVANT.filter((name) => settings.data[name] !== undefined)
    .map((name) => `${name} ${JSON.stringify(settings.data[name])}`)
    .map((text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text))
    .join(', ');
}

/** Returns undefined where there is no file, or none that this user may read. */
export function settingsText(path: string): string | undefined {
  try {
    return readInputFile(path, { what: 'settings', remedy: '', largestBytes: 1024 ** 2 }).toString('utf8');
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Returns what a reader of the figures must know of the settings, one sentence each. */
export function settingNotes(daemon: "the user's" | 'ours', settings = hostSettings()): string[] {
  if (settings === '') return [];
  return daemon === 'ours'
    ? [`the daemon is tare's own, and takes nothing from ${FILE}: ${settings}`]
    : [`the daemon is this host's, with what ${FILE} says: ${settings}`];
}
