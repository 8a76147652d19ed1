import { runc } from '../../src/runtimes/runc.js';
import { describeReal } from './real-runtime.js';

await describeReal(runc, 'runc');
