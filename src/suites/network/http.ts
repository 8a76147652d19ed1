/** Measures how many requests a server in the sandbox answers: nginx, which wrk on the host asks. */
import { SANDBOX } from '../../sandbox/paths.js';
import { type Benchmark, type Command, OutputError, type Work } from '../benchmark.js';
import { readWrk, type WrkRun } from './wrk-output.js';

const FOLDER = `${SANDBOX.root}/nginx`;
const PORT = 8080;
const FILE_BYTES = 1024;
const CONNECTIONS = 32;

const WORK: Work & { kind: 'timed' } = { kind: 'timed', seconds: 1 };

/** nginx writes only below the folder, because the rest of a root may be read-only. */
const CONFIGURATION = [
  'user root;',
  'worker_processes 1;',
  `pid ${FOLDER}/pid;`,
  `error_log ${FOLDER}/errors;`,
  'events { worker_connections 256; }',
  'http {',
  ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((what) => `  ${what}_temp_path ${FOLDER}/${what};`),
  '  access_log off;',
  '  keepalive_requests 1000000000;',
  `  server { listen ${PORT}; root ${FOLDER}/files; }`,
  '}',
];

const shell = (lines: readonly string[]): Command => ({
  cwd: SANDBOX.root,
  argv: ['/bin/sh', '-c', lines.join('; ')],
});

/** It returns once nginx listens, and nginx stays. */
const START = shell([
  'set -e',
  `mkdir -p ${FOLDER}/files`,
  `head -c ${FILE_BYTES} /dev/zero | tr '\\0' x >${FOLDER}/files/index.html`,
  `printf '%s\\n' ${CONFIGURATION.map((line) => `'${line}'`).join(' ')} >${FOLDER}/conf`,
  `nginx -p ${FOLDER} -e ${FOLDER}/errors -c ${FOLDER}/conf`,
]);

/** nginx removes its file when it has ended. */
const STOP: Command = {
  ...shell([`kill $(cat ${FOLDER}/pid)`, `while [ -e ${FOLDER}/pid ]; do sleep 0.05; done`]),
  seconds: 30,
};

/** s: what a test may take beside its length. */
const PATIENCE = 30;

interface Kind {
  readonly name: string;
  readonly options: readonly string[];
  readonly summary: string;
}

const KINDS: readonly Kind[] = [
  { name: 'keepalive', options: [], summary: `over ${CONNECTIONS} connections that are kept` },
  {
    name: 'close',
    options: ['--header', 'Connection: close'],
    summary: `a new connection for each, ${CONNECTIONS} at a time`,
  },
];

function requests({ name, options, summary }: Kind): Benchmark {
  return {
    id: `network.http.${name}`,
    suite: 'network',
    summary: `requests for ${FILE_BYTES} bytes from the host to nginx in the sandbox, ${summary}`,
    metrics: [
      { name: 'requests_per_second', unit: 'requests/s', direction: 'higher' },
      { name: 'latency_p50', unit: 'ms', direction: 'lower' },
      { name: 'latency_p99', unit: 'ms', direction: 'lower' },
      { name: 'cpu_per_request', unit: 'us', direction: 'lower' },
    ],
    primaryMetric: 'requests_per_second',
    ungated: true,
    byName: true,
    pairs: 1,
    packages: ['nginx-light', 'wrk'],
    asker: 'peer',
    wholeHost: {
      metric: 'cpu_per_request',
      amount: (_, { requests_per_second: rate = 0 }) => (rate * WORK.seconds) / 1e6,
    },
    defaultWork: WORK,
    setup: [START],
    command: (work, address = 'SANDBOX') => ({
      cwd: '/',
      seconds: PATIENCE + secondsOf(work),
      argv: [
        ...['wrk', '--threads', '1', '--connections', String(CONNECTIONS), '--duration', `${secondsOf(work)}s`],
        ...['--latency', ...options, `http://${address}:${PORT}/`],
      ],
    }),
    teardown: [STOP],
    parse(output, work) {
      const run = readWrk(output);
      refuseOther(run, secondsOf(work));
      const { requestsPerSecond, percentiles } = run;
      return {
        requests_per_second: requestsPerSecond,
        latency_p50: percentiles.get(50) ?? 0,
        latency_p99: percentiles.get(99) ?? 0,
      };
    },
  };
}

function secondsOf(work: Work): number {
  if (work.kind === 'timed' && Number.isInteger(work.seconds) && work.seconds > 0) return work.seconds;
  throw new Error(`wrk runs for whole seconds, not ${JSON.stringify(work)}`);
}

/** wrk ends when its clock says so; on a busy host that is later. It is a share of the time that was asked for. */
const MOST_LATE = 0.5;

/** @throws OutputError where requests failed, because errors are answered faster than files. */
function refuseOther({ threads, connections, seconds, faults }: WrkRun, asked: number): void {
  if (faults.size > 0) {
    const words = [...faults].map(([what, count]) => `${what}: ${count}`);
    throw new OutputError(`not every request was answered (${words.join(', ')})`, []);
  }
  if (threads !== 1 || connections !== CONNECTIONS || Math.abs(seconds - asked) > MOST_LATE * asked) {
    const printed = `${threads} threads, ${connections} connections, ${seconds} s`;
    throw new OutputError(`wrk did not run what it was asked to: ${printed}`, []);
  }
}

export const httpBenchmarks: readonly Benchmark[] = KINDS.map(requests);
