/** The two inputs that say what a run is compared with and when that fails the job. */
import { resolve } from 'node:path';
import * as z from 'zod';
import type { Kind } from './kinds.js';
import { splitList } from './list.js';
import { didYouMean } from './nearest.js';

/**
 * `artifact` is the latest trusted run of the base branch, from its artifact; `branch` the latest that is kept on the
 * branch that `baseline-branch` names.
 */
const NAMES = ['auto', 'artifact', 'branch', 'none'] as const;

export type BaselineSpec =
  | { readonly kind: (typeof NAMES)[number] }
  /** `path` is absolute. */
  | { readonly kind: 'file'; readonly path: string };

function readBaseline(text: string, cwd: string): BaselineSpec | undefined {
  const kind = NAMES.find((name) => name === text);
  if (kind) return { kind };
  return /[./]/.test(text) ? { kind: 'file', path: resolve(cwd, text) } : undefined;
}

export const baseline: Kind<BaselineSpec, ''> = {
  placeholder: 'auto|artifact|branch|none|file',
  allowed: 'auto, artifact, branch, none or the path of a run document (with a slash or a dot in it)',
  suffix: '',
  list: false,
  hint: (text) => {
    if (text === 'ab') return 'To measure both sides in one run, give baseline-runtimes.';
    return didYouMean(text, NAMES);
  },
  schema: (cwd) =>
    z.string().transform((text, context) => {
      const spec = readBaseline(text, cwd);
      if (!spec) context.addIssue({ code: 'custom' });
      return spec ?? z.NEVER;
    }),
  value: () =>
    z.discriminatedUnion('kind', [
      z.object({ kind: z.enum(NAMES) }),
      z.object({ kind: z.literal('file'), path: z.string() }),
    ]),
};

export const FAILURES = ['regression', 'missing', 'limit', 'inconclusive', 'no-baseline'] as const;
export type FailOn = (typeof FAILURES)[number];

const verdicts = z
  .string()
  .transform(splitList)
  .pipe(z.array(z.enum(FAILURES)).min(1))
  .transform((items) => [...new Set(items)]);

/** The value has no duplicates; it is empty for `never`. */
export const failOn: Kind<readonly FailOn[], ''> = {
  placeholder: 'list',
  allowed: `never alone, or a list of ${FAILURES.join(', ')}`,
  suffix: '',
  list: true,
  hint: (text) => {
    const unknown = splitList(text).find((item) => !['never', ...FAILURES].includes(item));
    return unknown ? didYouMean(unknown, ['never', ...FAILURES]) : '';
  },
  schema: () => z.union([z.literal('never').transform(() => []), verdicts]),
  value: () => z.array(z.enum(FAILURES)),
};
