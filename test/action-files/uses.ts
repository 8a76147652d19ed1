/**
 * Finds calls of this repository's own actions and workflows, and checks that what they call exists and takes what it
 * is given.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from './yaml-files.js';

const given = z.record(z.string(), z.unknown()).default({});
const call = z.object({ uses: z.string(), with: given });
const steps = z.array(z.looseObject({})).default([]);
const file = z.object({
  jobs: z.record(z.string(), z.looseObject({ steps })).default({}),
  runs: z.object({ steps }).default({ steps: [] }),
});

const inputs = z.record(z.string(), z.object({ required: z.boolean().default(false) }).nullable()).default({});
const callable = z.object({
  inputs,
  on: z.object({ workflow_call: z.object({ inputs }).nullish() }).optional(),
});

type Call = z.infer<typeof call>;

/** `./x`, `$/x` and `tare/tare/x@v1` are in this repository; all others are somebody else's. */
const OWN = /^(?:\.\/|\$\/|tare\/tare(?:\/|(?=@)))(?<path>[^@]*)/;

function callsIn(text: string): Call[] {
  const { jobs, runs } = file.parse(parse(text));
  const places = [...Object.values(jobs), ...Object.values(jobs).flatMap((job) => job.steps), ...runs.steps];
  return places.filter((place) => 'uses' in place).map((place) => call.parse(place));
}

function inputsOf(path: string): z.infer<typeof inputs> | undefined {
  const name = /\.ya?ml$/.test(path) ? path : join(path, 'action.yml');
  if (!existsSync(join(ROOT, name))) return undefined;
  const { inputs: own, on } = callable.parse(parse(readFileSync(join(ROOT, name), 'utf8')));
  return on?.workflow_call?.inputs ?? own;
}

function problemsOfCall({ uses, with: values }: Call): string[] {
  const path = OWN.exec(uses)?.groups?.path;
  if (path === undefined) return [];
  const known = inputsOf(path);
  if (known === undefined) return [`${uses}: there is no such action or workflow`];
  const unknown = Object.keys(values).filter((name) => known[name] === undefined);
  const missing = Object.keys(known).filter((name) => known[name]?.required && values[name] === undefined);
  return [
    ...unknown.map((name) => `${uses}: there is no input ${name}`),
    ...missing.map((name) => `${uses}: the input ${name} is missing`),
  ];
}

/** Returns what is wrong with the calls in an action or a workflow. */
export const problemsOfCalls = (text: string): string[] => callsIn(text).flatMap(problemsOfCall);
