/** Inputs of what every sandbox runs, and of what may be installed for it and removed again. */
import { imageSource } from '../kinds/image-source.js';
import { choice, path } from '../kinds/kinds.js';
import { mirror } from '../kinds/mirror.js';
import { packageNames } from '../kinds/package-names.js';
import type { InputDefinition } from './input.js';

export const USERLAND = [
  {
    name: 'rootfs',
    kind: path('path', 'the path of a root file system: a tarball or a folder'),
    default: { unset: 'built by mmdebstrap from the sources of this host' },
    help: 'This is the userland with sysbench, the same for every runtime: a tarball or a folder. With build, one in the checkout is that of each side.',
    example: './rootfs.tar',
    commands: ['run', 'bisect', 'plan', 'calibrate'],
    steps: ['setup', 'measure'],
  },
  {
    name: 'image',
    kind: imageSource,
    default: { unset: 'no container image' },
    help: 'This container image becomes the userland, for benchmarks of your own, with sysbench beside it; skopeo and umoci of the distribution unpack it.',
    example: 'redis:7',
    commands: ['run', 'bisect', 'plan', 'calibrate'],
    steps: ['setup', 'measure'],
  },
  {
    name: 'packages',
    kind: packageNames,
    default: { unset: 'none' },
    help: 'The userland is made with these packages of the distribution besides, for benchmarks of your own; it is another userland then.',
    example: 'redis, nginx-light',
    commands: ['run', 'bisect', 'plan', 'calibrate'],
    steps: ['setup', 'measure'],
  },
  {
    name: 'install',
    kind: choice('auto', 'never'),
    default: { value: 'auto' },
    help: 'With auto, what is missing is installed; with never, it is named and nothing is measured.',
    example: 'never',
    commands: ['run', 'bisect', 'plan', 'calibrate'],
    steps: ['setup', 'measure'],
  },
  {
    name: 'mirror',
    kind: mirror,
    default: { unset: 'each publisher itself' },
    help: 'Releases of runtimes, and the repositories of their publishers that tare adds to apt, are fetched from this server instead: https://github.com/a becomes MIRROR/github.com/a. A container image is not, nor is what apt and mmdebstrap take from the sources of this host.',
    example: 'https://files.example/tare',
    commands: ['run', 'bisect', 'plan'],
    steps: ['setup', 'measure'],
  },
  {
    name: 'cleanup',
    kind: choice('runs', 'packages'),
    default: { value: 'runs' },
    help: 'This is removed afterwards: all that runs left behind, or the packages that tare installed as well.',
    example: 'packages',
    commands: ['cleanup'],
    steps: ['setup', 'measure'],
  },
] as const satisfies readonly InputDefinition[];
