/** The settings of Kata Containers: as its project publishes them, but for paths, limits and the network. Pure. */
import { tryJson } from '../json.js';
import type { SandboxLimits } from '../results/document.js';
import { guestMemoryMib } from './microvm/microvm.js';

/** The folder that the project's releases are made for: all paths of their settings begin with it. */
const PUBLISHED_ROOT = '/opt/kata/';

/** The parts of a guest that the settings name. Any of them may be absent but the hypervisor and the kernel. */
export interface GuestParts {
  readonly hypervisor: string | undefined;
  readonly kernel: string | undefined;
  /** The root disk of the guest, in which its agent is; or an initramfs that has it. */
  readonly image: string | undefined;
  readonly virtiofsd: string | undefined;
}

const KEYS: Readonly<Record<keyof GuestParts, readonly string[]>> = {
  hypervisor: ['path'],
  kernel: ['kernel'],
  image: ['image', 'initrd'],
  virtiofsd: ['virtio_fs_daemon'],
};

/** Returns the paths of the parts, where `root` is in place of the folder that the release was made for. */
export function guestParts(published: string, root: string): GuestParts {
  const lines = movedTo(published, root).split('\n');
  const first = (names: readonly string[]) =>
    lines.flatMap((line) => {
      const [, key = '', value = ''] = /^\s*(\w+)\s*=\s*("(?:[^"\\]|\\.)*")\s*$/.exec(line) ?? [];
      const path = names.includes(key) ? tryJson(value) : undefined;
      return typeof path === 'string' && path !== '' ? [path] : [];
    })[0];
  return {
    hypervisor: first(KEYS.hypervisor),
    kernel: first(KEYS.kernel),
    image: first(KEYS.image),
    virtiofsd: first(KEYS.virtiofsd),
  };
}

/**
 * Returns the settings of one launch. The guest has all of the limit, and no more is added later, since its container
 * has no limits of its own. All that serves it (shim, virtiofsd, hypervisor) is in the group of the sandbox. It has no
 * network, for which Kata would otherwise make a namespace that stays in /run/netns after a kill.
 */
export function settingsOf(published: string, root: string, limits: SandboxLimits): string {
  const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    hypervisor: {
      default_vcpus: String(limits.cpuCount),
      default_maxvcpus: String(limits.cpuCount),
      default_memory: String(guestMemoryMib(limits)),
    },
    runtime: { sandbox_cgroup_only: 'true', disable_new_netns: 'true', internetworking_model: '"none"' },
  };
  return Object.entries(values).reduce(
    (text, [table, settings]) => withSettings(text, table, settings),
    movedTo(published, root),
  );
}

/** A JSON string is also a TOML string. Comments are left as they are. */
function movedTo(published: string, root: string): string {
  const escaped = JSON.stringify(`${root}/`).slice(0, -1);
  return published
    .split('\n')
    .map((line) => (/^\s*#/.test(line) ? line : line.replaceAll(`"${PUBLISHED_ROOT}`, () => escaped)))
    .join('\n');
}

/** Writes settings into a table, in place of those of the same name, of which TOML allows one. */
function withSettings(text: string, table: string, settings: Readonly<Record<string, string>>): string {
  let inside = false;
  return text
    .split('\n')
    .flatMap((line) => {
      const [, name] = /^\s*\[(\w+)(?:\.[\w-]+)?\]\s*$/.exec(line) ?? [];
      if (name !== undefined) {
        inside = name === table;
        return inside ? [line, ...Object.entries(settings).map(([key, value]) => `${key} = ${value}`)] : [line];
      }
      const [, key = ''] = /^\s*(\w+)\s*=/.exec(line) ?? [];
      return inside && Object.hasOwn(settings, key) ? [] : [line];
    })
    .join('\n');
}
