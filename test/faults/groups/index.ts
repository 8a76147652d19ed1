/** All groups, the longest first. */
import type { Group } from '../fault.js';
import { argumentsOfCommands } from './arguments.js';
import { builds } from './builds.js';
import { company } from './company.js';
import { daemons, halves } from './daemons.js';
import { disks } from './disks.js';
import { failing } from './failing.js';
import { hostile } from './hostile.js';
import { killing } from './kill.js';
import { meddling } from './meddling.js';
import { namespaces } from './namespaces.js';
import { packages } from './packages.js';
import { places } from './places.js';
import { readers } from './readers.js';
import { signals } from './signals.js';
import { state } from './state.js';
import { surroundings } from './surroundings.js';
import { variables } from './variables.js';

export const GROUPS: readonly Group[] = [
  killing('docker', ['docker', 'dockerd', 'containerd']),
  signals,
  killing('runc', ['runc']),
  killing('native', []),
  killing('crun', ['crun']),
  killing('runsc', ['runsc']),
  killing('podman', ['podman', 'crun']),
  killing('containerd', ['containerd', 'ctr', 'runc']),
  killing('lxc', ['lxc-start']),
  killing('nspawn', ['systemd-nspawn']),
  killing('bwrap', ['bwrap']),
  failing('native', []),
  failing('runc', ['runc']),
  readers,
  surroundings,
  builds,
  state,
  argumentsOfCommands,
  variables,
  places,
  meddling,
  company,
  disks,
  hostile,
  packages,
  namespaces,
  daemons,
  halves,
];
