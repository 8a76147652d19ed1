/** Opens the host and unpacks the tarball that its argument names, as a run does. The test kills it meanwhile. */
import { openHost } from '../../../src/host/open-host.js';
import { silentLog } from '../../../src/log.js';
import { copyRoot } from '../../../src/runtimes/shared/root-copy.js';

const [tarball = ''] = process.argv.slice(2);
const host = await openHost({ mayInstall: false, log: silentLog, purpose: 'a test' });
const image = { digest: 'sha256:00', recipe: 'a test', sysbench: 'none', tarball };
await copyRoot(host, image, { id: 'native', runtime: 'native', options: {} });
