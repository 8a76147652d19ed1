/** The two inputs that say what a run is compared with and when that fails the job. */
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Kind } from './kinds.js';
import { splitList } from './list.js';
import { didYouMean } from './nearest.js';

export type BaselineSpec =
  | { readonly kind: 'auto' }
  | { readonly kind: 'none' }
  /** `path` is absolute. */
  | { readonly kind: 'file'; readonly path: string };

/** Sources of a baseline that are planned and do not exist yet. */
const NOT_YET = ['artifact', 'branch'];

function readBaseline(text: string, cwd: string): BaselineSpec | undefined {
  if (text === 'auto' || text === 'none') return { kind: text };
  return /[./]/.test(text) ? { kind: 'file', path: resolve(cwd, text) } : undefined;
}

export const baseline: Kind<BaselineSpec, ''> = {
  placeholder: 'auto|none|file',
  allowed: 'auto, none or the path of a run document (with a slash or a dot in it)',
  suffix: '',
  list: false,
  hint: (text) => {
    if (text === 'ab') return 'To measure both sides in one run, give baseline-runtimes.';
    if (NOT_YET.includes(text)) return `A baseline from "${text}" is not available in this version.`;
    return didYouMean(text, ['auto', 'none']);
  },
  schema: (cwd) =>
    z.string().transform((text, context) => {
      const spec = readBaseline(text, cwd);
      if (!spec) context.addIssue({ code: 'custom' });
      return spec ?? z.NEVER;
    }),
};

export const FAILURES = ['regression', 'missing', 'inconclusive'] as const;
export type FailOn = (typeof FAILURES)[number];

const verdicts = z
  .string()
  .transform(splitList)
  .pipe(z.array(z.enum(FAILURES)).min(1))
  .transform((items) => [...new Set(items)]);

/** Value without duplicates; empty for `never`. */
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
};
