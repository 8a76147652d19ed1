import { podman } from '../../../src/runtimes/podman/podman.js';
import { describeReal } from '../real-runtime.js';

await describeReal(podman, 'podman{rootless: on}');
await describeReal(podman, 'podman{rootless: on, runtime: runc}');
