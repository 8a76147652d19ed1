/** `tare bisect`: finds the commit that made a cell slower. */
import { randomBytes } from 'node:crypto';
import { dirname, relative } from 'node:path';
import { lineBetween } from '../../app/bisect/line.js';
import { readUnfinished, recordPath, reportPaths } from '../../app/bisect/record-file.js';
import { foreseeResumed, refuseContradiction, refuseForeign, refuseOtherLine } from '../../app/bisect/resume.js';
import { loadInputs } from '../../app/edge/inputs.js';
import { judgingOf } from '../../app/request/judging.js';
import { type Wanted, wantedFrom } from '../../app/request/search.js';
import { userlandPaths } from '../../app/request/userland.js';
import { builderOf } from '../../app/sides/builder.js';
import { Checkout } from '../../app/sides/checkout.js';
import { VERSION } from '../../app/version.js';
import type { BisectRecord } from '../../bisect/document.js';
import { search } from '../../bisect/loop.js';
import { flagLayer } from '../../config/cli-options.js';
import type { Layer } from '../../config/config-file.js';
import type { Inputs } from '../../config/inputs.js';
import { EXIT } from '../../errors.js';
import { readBoot } from '../../host/facts/fingerprint.js';
import { refuseUnwritable } from '../../host/folders.js';
import { bisectExitCode } from '../../report/bisect/exit-code.js';
import { renderBisectHtml } from '../../report/bisect/html.js';
import { renderBisectMarkdown } from '../../report/bisect/markdown.js';
import { renderBisectTerminal } from '../../report/bisect/terminal.js';
import { writeWhole } from '../../results/store.js';
import { BisectBench } from '../bisect-bench.js';
import { terminalOf } from '../present.js';
import { say, show } from '../print.js';

/** Ten minutes and four pairs a launch, unless the user says otherwise. */
const PROFILE = { profile: 'standard' };

export async function bisect(options: Readonly<Record<string, unknown>>): Promise<number> {
  const given = flagLayer('bisect', options);
  const { resume } = loadInputs(given);
  const begun = resume === undefined ? undefined : resumedFrom(resume);
  const flags = { ...begun?.flags, ...given, ...PROFILE, resume: undefined };
  const inputs = loadInputs(flags);
  const wanted = wantedFrom(inputs);
  const builder = await builderOf(process.cwd());
  const checkout = await Checkout.open(process.cwd(), builder);
  const record = begun ?? (await beginning(inputs, { wanted, flags, checkout }));
  const path = resume ?? recordPath(inputs.output, record.id);
  if (begun) await refuseOther({ record, path, wanted, checkout });
  refuseUnwritable(dirname(path), 'output');
  const { head: files } = userlandPaths(inputs, undefined, { cwd: process.cwd(), prefix: checkout.prefix });
  const building = { buildTimeoutSeconds: inputs.buildTimeoutSeconds, builder, checkout, userlandPaths: files };
  return searchAt({ record, path }, await BisectBench.open({ record, path, flags, ...building }));
}

/** @throws UserError for a record that is finished, or that was not written on this host, since its boot, by us. */
function resumedFrom(path: string): BisectRecord {
  const record = readUnfinished(path);
  refuseForeign(record, path);
  return record;
}

interface Resumed {
  readonly record: BisectRecord;
  readonly path: string;
  readonly wanted: Wanted;
  readonly checkout: Checkout;
}

/** Shows what a record has run, once nothing speaks against it. @throws InputError */
async function refuseOther({ record, path, wanted, checkout }: Resumed): Promise<void> {
  refuseContradiction(record, wanted, path);
  await refuseOtherLine(record, path, checkout);
  for (const line of foreseeResumed(record)) say(`tare: bisect: ${line}`);
}

async function searchAt({ record, path }: Pick<Resumed, 'record' | 'path'>, bench: BisectBench): Promise<number> {
  let code: number;
  try {
    bench.save(record);
    say(`tare: bisect: the record is ${path}; --resume goes on with it`);
    const finished = await search(record, bench);
    tell(finished, path);
    code = bisectExitCode(finished);
  } finally {
    await bench.close();
  }
  return bench.left ? EXIT.host : code;
}

interface Beginning extends Pick<Resumed, 'wanted' | 'checkout'> {
  readonly flags: Layer;
}

async function beginning(inputs: Inputs, { wanted, flags, checkout }: Beginning): Promise<BisectRecord> {
  const commits = await lineBetween(wanted, checkout);
  const startedAt = new Date().toISOString();
  const { alpha, minEffectPercent, marginPercent } = judgingOf(inputs).rule;
  return {
    kind: 'tare-bisect',
    schemaVersion: 1,
    id: `${startedAt.slice(0, 19).replaceAll(/[-:]/g, '')}Z-${randomBytes(4).toString('hex')}`,
    tool: { name: 'tare', version: VERSION },
    startedAt,
    finishedAt: null,
    host: readBoot(),
    command: wanted.command,
    cell: { ...wanted.cell, unit: null },
    runtime: wanted.runtime,
    flags: textsOf(flags),
    plan: { alpha, minEffectPercent, marginPercent, budgetSeconds: inputs.budgetSeconds },
    commits,
    tried: [],
    spentSeconds: 0,
    answer: null,
  };
}

const textsOf = (flags: Layer): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(flags).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value].flat()]])),
  );

/** Prints the answer, and writes both reports beside the record. */
function tell(record: BisectRecord, path: string): void {
  const { markdown, html } = reportPaths(path, record.id);
  writeWhole(markdown, renderBisectMarkdown(record));
  writeWhole(html, renderBisectHtml(record));
  const { width, colour } = terminalOf(process.stdout);
  show(renderBisectTerminal(record, { width, colour }));
  for (const file of [path, markdown, html]) say(`tare: ${relative(process.cwd(), file)}`);
}
