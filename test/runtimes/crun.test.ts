import { crun } from '../../src/runtimes/crun.js';
import { describeReal } from './real-runtime.js';

await describeReal(crun, 'crun');
