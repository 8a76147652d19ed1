/** Defines what the rest of the product may ask of this machine. */
import type { Log } from '../log.js';
import type { CgroupLayout } from './cgroup.js';
import type { RunContext } from './run-context.js';
import type { Journal } from './undo/journal.js';

export interface Paths {
  /** This folder is kept between runs. It holds the journal, locks and run documents. */
  readonly state: string;
  /** This folder is kept between runs and may be deleted at any time. It holds userlands and downloads. */
  readonly cache: string;
  /**
   * This folder is for this invocation and gone when it ends. It is on a disk, not a tmpfs, since sandboxes write
   * their root here.
   */
  readonly work: string;
}

export interface LinuxDistribution {
  /** It is the ID of /etc/os-release: `debian`, `ubuntu`. */
  readonly id: string;
  readonly version: string;
  readonly codename: string;
  readonly pretty: string;
  /** It is dpkg's name: `amd64`, `arm64`. */
  readonly arch: string;
}

/** What can be asked of the host without changing it. */
export interface HostFacts {
  readonly paths: Paths;
  readonly distribution: LinuxDistribution;
  readonly cgroup: CgroupLayout;
  /** It says whether systemd runs services here. */
  readonly systemd: boolean;
  /** It says whether Tare may install what is missing. */
  readonly mayInstall: boolean;
  /** Every download goes to this base URL instead of its publisher; see `mirrored`. */
  readonly mirror?: string;
  /** It holds what this invocation knows already. */
  readonly run: RunContext;
  /** It lists what Tare installed and is still here. */
  readonly journal: Pick<Journal, 'installed'>;
  readonly log: Log;
}

export interface Host extends HostFacts {
  readonly journal: Journal;
}
