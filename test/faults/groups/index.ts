/** All groups, the longest first. */
import type { Group } from '../fault.js';
import { killing } from './kill.js';
import { readers } from './readers.js';
import { signals } from './signals.js';

export const GROUPS: readonly Group[] = [
  killing('docker', ['docker', 'dockerd', 'containerd']),
  signals,
  killing('runc', ['runc']),
  killing('native', []),
  readers,
];
