/** Says where and how the sandboxes of a run are launched. */
import type { Host } from '../host/host.js';
import { processName } from '../host/process.js';
import { volumesFolder } from '../host/volumes-folder.js';
import type { RunDocument } from '../results/document.js';
import type { Deployment } from '../results/schema/deployment.js';
import type { Installed, PreparedArm } from '../runtimes/runtime.js';
import type { RunNetwork } from './network.js';
import type { Observer } from './observer.js';
import type { LaunchSite } from './sandboxes.js';

export interface MeasuredArm {
  readonly prepared: PreparedArm;
  readonly installed: Installed;
  /** What it took to install the runtime and make it ready. */
  readonly deployment?: Deployment;
}

export interface SiteRequest {
  readonly host: Host;
  readonly arms: ReadonlyMap<string, MeasuredArm>;
  /** Absent where no benchmark uses one. */
  readonly network?: RunNetwork | undefined;
  /** The document so far: empty of blocks for a new run, with blocks for one that is resumed. */
  readonly run: RunDocument;
  readonly observer: Observer;
}

export function launchSite({ host, arms, run, observer, network }: SiteRequest): LaunchSite {
  return {
    arms: new Map([...arms].map(([id, { prepared }]) => [id, prepared])),
    volumes: volumesFolder(host),
    limits: run.plan.limits,
    timeouts: { launchSeconds: run.plan.launchTimeoutSeconds, commandSeconds: run.plan.commandTimeoutSeconds },
    observer,
    cgroup: host.cgroup,
    network,
    nextName: () => `${processName()}-${host.run.nextId('sandbox')}`,
  };
}
