/** Describes how this host's apt differs from its defaults, and how Tare treats that. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, runCommand } from '../commands/command.js';
import { readPlainText } from '../files/plain-file.js';
import type { HostFacts } from '../host.js';
import { askApt } from './apt-get.js';
import { hasPolicy } from './idle-units.js';

export interface AptSetting {
  /** It has names alone: values hold passwords of proxies, and commands of hooks are long. */
  readonly what: string;
  /** It says how the setting is treated, for packages of the host and for the userland. */
  readonly becomes: string;
}

/** What apt itself says of this host. */
export interface AptConfiguration {
  /** It is the output of `apt-config dump`. */
  readonly dump: string;
  /** These packages are on hold. */
  readonly holds: readonly string[];
  readonly pinFiles: readonly string[];
  readonly credentialFiles: readonly string[];
  /** These files of dpkg.cfg.d leave out or divert what packages bring. */
  readonly dpkgFiles: readonly string[];
  /** These are the origins of the package sources that are not the distribution's. */
  readonly vendors: readonly string[];
  /** These addresses of package sources are of discs, and of folders that are not there. */
  readonly unreachable: readonly string[];
  readonly foreignArchitectures: readonly string[];
  /** The variable APT_CONFIG names this file. */
  readonly configFile?: string;
  readonly hasPolicy: boolean;
}

const METHODS = 'https?|ftp|tor|tor\\+https?|socks5h?';
const SWITCHES =
  'Retries|Check-Valid-Until|Check-Date|Max-FutureTime|Max-ValidTime|Min-ValidTime|ForceIPv4|ForceIPv6|AllowInsecureRepositories|AllowWeakRepositories|AllowDowngradeToInsecureRepositories|EnableSrvRecords|By-Hash';
const FETCHING = new RegExp(
  `^(?:Acquire::(?:(?:${METHODS})::.+|(?:${SWITCHES})(?:::\\S+)?)|APT::Sandbox::User|APT::Get::AllowUnauthenticated) "([^"]+)";$`,
  'i',
);
/** apt has these settings by default. */
const DEFAULTS = /^(?:Acquire::Allow\w+Repositories "(?:0|false|no)"|APT::Sandbox::User "_apt");$/i;

/**
 * Returns the lines of `apt-config dump` that matter for reaching and trusting mirrors, in the form that `--aptopt`
 * takes. Pure.
 */
export function fetchOptions(dump: string): string[] {
  return dump.split('\n').filter((line) => FETCHING.test(line) && !DEFAULTS.test(line));
}

/** Whether packages cannot be had from the source of this address now: it is a disc, or a folder that is not there. */
export function isUnreachable(uri: string): boolean {
  const folder = /^(?:file|copy):(?:\/\/)?(\/.*)$/.exec(uri)?.[1];
  return uri.startsWith('cdrom:') || (folder !== undefined && !existsSync(folder));
}

const HOST_ONLY = 'counts for packages of the host; not taken over into the userland';
const BOTH = 'counts for packages of the host, and is lent to mmdebstrap while it makes the userland';

/** These settings have a value; each is followed by how it is treated. */
const NAMED: readonly (readonly [RegExp, string])[] = [
  [/^APT::Default-Release$/i, HOST_ONLY],
  [
    /^(?:DPkg::(?:Pre|Post)-Invoke|DPkg::Pre-Install-Pkgs|APT::Update::(?:Pre|Post)-Invoke(?:-Success)?|APT::Install::(?:Pre|Post)-Invoke(?:-Success)?)$/i,
    'its commands run when packages of the host are installed; not for the userland',
  ],
  [/^DPkg::Options$/i, HOST_ONLY],
];
/** These settings, where they are on, do more than was asked for. */
const BEYOND =
  /^(APT::(?:Get::(?:AutomaticRemove|Assume-Yes|Force-Yes|Purge|Upgrade-Allow-New)|Install-Suggests)) "(?:1|true|yes|on|with|enable)";$/i;

/** With these settings apt does less than it was asked. */
const SHORT =
  /^APT::Get::(?:(?:Assume-No|Download-Only|Print-URIs|ReInstall|Simulate|Trivial-Only) "(?:1|true|yes|on|with|enable)"|Download "(?:0|false|no|off|without|disable)");$/i;

/** Describes the settings; none for an apt with its defaults. Pure. */
export function describeSettings(configuration: AptConfiguration): AptSetting[] {
  const listed = (files: readonly string[], becomes: string) => files.map((what) => ({ what, becomes }));
  const many = (what: string, names: readonly string[], becomes: string) =>
    names.length > 0 ? [{ what: `${what}: ${names.join(', ')}`, becomes }] : [];
  return [
    ...(configuration.configFile ? [{ what: `APT_CONFIG (${configuration.configFile})`, becomes: BOTH }] : []),
    ...listed([...new Set(fetchOptions(configuration.dump).map(nameOf))], BOTH),
    ...listed(configuration.credentialFiles, BOTH),
    ...namedSettings(configuration.dump),
    ...listed(configuration.pinFiles, HOST_ONLY),
    ...many('on hold', configuration.holds, HOST_ONLY),
    ...many('package sources of others', configuration.vendors, HOST_ONLY),
    ...many('discs and folders that are not there', configuration.unreachable, HOST_ONLY),
    ...many('other architectures', configuration.foreignArchitectures, HOST_ONLY),
    ...listed(configuration.dpkgFiles, HOST_ONLY),
    ...(configuration.hasPolicy
      ? [{ what: '/usr/sbin/policy-rc.d', becomes: 'decides which services are started' }]
      : []),
  ];
}

/** Images of containers have this setting. */
const NO_INDEX = 'apt keeps no index, so each call makes one; for its own calls Tare keeps one in its cache';

function namedSettings(dump: string): AptSetting[] {
  const settings = dump.split('\n').flatMap((line): AptSetting[] => {
    const beyond = BEYOND.exec(line)?.[1];
    if (beyond) return [{ what: beyond, becomes: 'not followed: apt is only asked to add what a runtime needs' }];
    if (SHORT.test(line)) return [{ what: nameOf(line), becomes: 'not followed: apt is to do what it is asked for' }];
    if (line === 'Dir::Cache::pkgcache "";') return [{ what: 'Dir::Cache::pkgcache', becomes: NO_INDEX }];
    if (/ "";$/.test(line)) return [];
    const what = nameOf(line);
    return NAMED.flatMap(([pattern, becomes]) => (pattern.test(what) ? [{ what, becomes }] : []));
  });
  return [...new Map(settings.map((setting) => [setting.what, setting])).values()];
}

/** `DPkg::Options:: "--force-confold";` is an item of the list `DPkg::Options`. */
function nameOf(line: string): string {
  return (line.split(' ')[0] ?? '').replace(/::$/, '');
}

/** Reads the settings and changes nothing. Returns none for a host without apt. */
export async function aptSettings(host: Pick<HostFacts, 'distribution'>): Promise<AptSetting[]> {
  if (!existsSync('/usr/bin/apt-config')) return [];
  const lines = async (...argv: string[]) => (await runCommand(argv)).stdout.split('\n').filter(Boolean);
  const targets = (field: string) =>
    lines(...askApt('apt-get', 'indextargets', '--format', field, 'Created-By: Packages'));
  const [dump, paths, origins, uris, holds, foreignArchitectures] = await Promise.all([
    mustRun(['apt-config', 'dump']),
    aptPaths(),
    targets('$(ORIGIN)'),
    targets('$(REPO_URI)'),
    lines('apt-mark', 'showhold'),
    existsSync('/usr/bin/dpkg') ? lines('dpkg', '--print-foreign-architectures') : [],
  ]);
  const own = new RegExp(`^${host.distribution.id}(?: Backports)?$`, 'i');
  const configFile = process.env.APT_CONFIG;
  return describeSettings({
    dump,
    holds,
    pinFiles: [...withContent(paths.preferences), ...withContent(paths.preferencesparts)],
    credentialFiles: [...withContent(paths.netrc), ...withContent(paths.netrcparts)],
    dpkgFiles: withContent('/etc/dpkg/dpkg.cfg.d').filter((path) => /^path-(?:ex|in)clude/m.test(readPlainText(path))),
    vendors: [...new Set(origins)].filter((origin) => !own.test(origin)),
    unreachable: [...new Set(uris.filter(isUnreachable))],
    foreignArchitectures,
    ...(configFile && { configFile }),
    hasPolicy: hasPolicy(),
  });
}

const PLACES = {
  ...{ trusted: 'f', trustedparts: 'd', netrc: 'f', netrcparts: 'd' },
  ...{ preferences: 'f', preferencesparts: 'd' },
} as const;

/** Returns where this host's apt has its keys, passwords and pins. */
export async function aptPaths(): Promise<Record<keyof typeof PLACES, string>> {
  const asked = Object.entries(PLACES).flatMap(([name, kind]) => [name, `Dir::Etc::${name}/${kind}`]);
  const output = await mustRun(['apt-config', 'shell', ...asked]);
  const path = (name: keyof typeof PLACES) => new RegExp(`^${name}='(.*?)/?'$`, 'm').exec(output)?.[1] ?? '';
  return {
    ...{ trusted: path('trusted'), trustedparts: path('trustedparts') },
    ...{ netrc: path('netrc'), netrcparts: path('netrcparts') },
    ...{ preferences: path('preferences'), preferencesparts: path('preferencesparts') },
  };
}

/** Returns the file itself, or the files in the folder, where they are not empty. */
function withContent(path: string): string[] {
  const status = path ? statSync(path, { throwIfNoEntry: false }) : undefined;
  if (status?.isDirectory())
    return readdirSync(path)
      .sort()
      .flatMap((name) => withContent(join(path, name)));
  return status?.isFile() && status.size > 0 ? [path] : [];
}
