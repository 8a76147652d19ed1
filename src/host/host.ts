/** What the rest of the product may ask of this machine. */
import type { Log } from '../log.js';
import type { CgroupLayout } from './cgroup.js';
import type { RunContext } from './run-context.js';
import type { Journal } from './undo/journal.js';

export interface Paths {
  /** Kept between runs: journal, locks, run documents. */
  readonly state: string;
  /** Kept between runs, may be deleted at any time: userlands, downloads. */
  readonly cache: string;
  /** Files of this invocation; gone when it ends. On a disk, not a tmpfs: sandboxes write their root here. */
  readonly work: string;
}

export interface LinuxDistribution {
  /** ID of /etc/os-release: `debian`, `ubuntu`. */
  readonly id: string;
  readonly version: string;
  readonly codename: string;
  readonly pretty: string;
  /** dpkg's name: `amd64`, `arm64`. */
  readonly arch: string;
}

/** What can be asked of the host, and nothing that could change it. */
export interface HostFacts {
  readonly paths: Paths;
  readonly distribution: LinuxDistribution;
  readonly cgroup: CgroupLayout;
  /** Whether systemd runs services here. */
  readonly systemd: boolean;
  /** Whether we may install what is missing. */
  readonly mayInstall: boolean;
  /** Base URL that every download goes to instead of its publisher; see `mirrored`. */
  readonly mirror?: string;
  /** What this invocation knows already. */
  readonly run: RunContext;
  /** What was installed by us and is still here. */
  readonly journal: Pick<Journal, 'installed'>;
}

export interface Host extends HostFacts {
  readonly journal: Journal;
  readonly log: Log;
}
