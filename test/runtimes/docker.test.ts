import { docker } from '../../src/runtimes/docker.js';
import { describeReal } from './real-runtime.js';

await describeReal(docker, 'docker');
await describeReal(docker, 'docker{runtime: crun}');
await describeReal(docker, 'docker{runtime: runsc}');
