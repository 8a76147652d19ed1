/** Inputs of what every sandbox runs, and of what may be installed for it and removed again. */
import { imageSource } from '../kinds/image-source.js';
import { choice, path, text } from '../kinds/kinds.js';
import { packageNames } from '../kinds/package-names.js';
import type { InputDefinition } from './input.js';

export const USERLAND = [
  {
    name: 'rootfs',
    kind: path('path', 'the path of a root file system: a tarball or a folder'),
    default: { unset: 'built by mmdebstrap from the sources of this host' },
    help: 'Userland with sysbench, the same for every runtime: a tarball or a folder; with build, one in the checkout is that of each side.',
    example: './rootfs.tar',
    commands: ['run', 'bisect', 'plan', 'calibrate'],
    steps: ['setup', 'measure'],
  },
  {
    name: 'image',
    kind: imageSource,
    default: { unset: 'no container image' },
    help: 'Container image that becomes the userland, for benchmarks of your own, with sysbench beside it; made by skopeo and umoci of the distribution.',
    example: 'redis:7',
    commands: ['run', 'bisect', 'plan', 'calibrate'],
    steps: ['setup', 'measure'],
  },
  {
    name: 'packages',
    kind: packageNames,
    default: { unset: 'none' },
    help: 'Packages of the distribution that the userland is made with besides, for benchmarks of your own; it is another userland then.',
    example: 'redis, nginx-light',
    commands: ['run', 'bisect', 'plan', 'calibrate'],
    steps: ['setup', 'measure'],
  },
  {
    name: 'install',
    kind: choice('auto', 'never'),
    default: { value: 'auto' },
    help: 'Whether to install what is missing, or to stop and name it.',
    example: 'never',
    commands: ['run', 'bisect', 'plan', 'calibrate'],
    steps: ['setup', 'measure'],
  },
  {
    name: 'mirror',
    kind: text('url', /^https?:\/\/[^\s"'`?#]+$/, 'the http or https address of a server, without a query'),
    default: { unset: 'each publisher itself' },
    help: 'Server that every download goes to instead of its publisher: https://github.com/a becomes MIRROR/github.com/a.',
    example: 'https://files.example/tare',
    commands: ['run', 'bisect', 'plan'],
    steps: ['setup', 'measure'],
  },
  {
    name: 'cleanup',
    kind: choice('runs', 'packages'),
    default: { value: 'runs' },
    help: 'What to remove afterwards: all that runs left behind, or the packages installed by tare as well.',
    example: 'packages',
    commands: ['cleanup'],
    steps: ['setup', 'measure'],
  },
] as const satisfies readonly InputDefinition[];
