/**
 * Runs a command in the box: npx tsx test/host-in-a-box/run.ts [--suite trixie] [--network user] [--package NAME]... \
 *   [--file FROM:TO]... [--kernel-word lockdown=confidentiality]... -- COMMAND [ARGS]
 * `tare` there is dist/cli of this checkout: build it first. The exit code is the command's; 125 where the box itself
 * failed. Ctrl-C ends the box.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { listen } from '../../src/app/interruption.js';
import { cancellable } from '../../src/host/cancellation.js';
import { openHost } from '../../src/host/open-host.js';
import { runBox, tareFiles } from './box.js';

const { values, positionals } = parseArgs({
  options: {
    package: { type: 'string', multiple: true, default: [] },
    file: { type: 'string', multiple: true, default: [] },
    suite: { type: 'string' },
    network: { type: 'string' },
    'kernel-word': { type: 'string', multiple: true, default: [] },
    timeout: { type: 'string', default: '1800' },
  },
  allowPositionals: true,
});

const tell = (text: string) => process.stderr.write(`${text}\n`);
const scratch = mkdtempSync(join(tmpdir(), 'box-'));
const tare = join(scratch, 'tare');
writeFileSync(tare, '#!/bin/sh\nexec node /opt/tare/dist/cli/index.js "$@"\n');
chmodSync(tare, 0o755);

const interruption = listen(tell, 'stopping the box');
const host = await openHost({
  mayInstall: false,
  log: { step: tell, warn: tell },
  purpose: 'a host in a box',
  signal: interruption.stopping,
});
try {
  const outcome = await cancellable(interruption, () =>
    runBox(host, {
      packages: values.package,
      kernelWords: values['kernel-word'],
      ...(values.suite && { suite: values.suite }),
      ...(values.network && { network: 'user' }),
      files: [
        ...tareFiles(fileURLToPath(new URL('../../dist', import.meta.url))),
        { from: tare, to: '/usr/local/bin/tare' },
        ...values.file.map((text) => {
          const [from = '', to = ''] = text.split(':', 2);
          return { from: resolve(from), to };
        }),
      ],
      script: `${positionals.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')}\n`,
      timeoutSeconds: Number(values.timeout),
      onOutput: (text) => process.stdout.write(text),
    }),
  );
  if (outcome.code === null) tell(`the box did not finish:\n${outcome.consoleTail.join('\n')}`);
  process.exitCode = outcome.code ?? 125;
} finally {
  for (const problem of await host.close()) tell(problem);
  interruption.release();
  rmSync(scratch, { recursive: true, force: true });
}
