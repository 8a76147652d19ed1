/** Finds what the file of inputs changes against that of the base, where the command builds both. */
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { checkoutPrefix } from '../app/edge/checkout-prefix.js';
import { configText, DEFAULT_FILE } from '../app/edge/inputs.js';
import { commitsOf } from '../app/request/build.js';
import { bumpOf, withoutSides } from '../app/request/bump.js';
import type { Bump } from '../app/request/known-sides.js';
import { builderOf } from '../app/sides/builder.js';
import { Checkout } from '../app/sides/checkout.js';
import { type Layer, parseConfigFile } from '../config/config-file.js';
import type { Inputs } from '../config/inputs.js';
import { parseInputs } from '../config/parse.js';
import { InputError } from '../errors.js';

/**
 * Undefined where nothing of what is measured differs. The change's file is that of the working directory, committed
 * or not. What the command line gives holds for both sides.
 * @throws InputError where the checkout does not have the base.
 */
export async function bumpOnTerminal(flags: Layer, now: Inputs, cwd: string): Promise<Bump | undefined> {
  const file = relative(cwd, resolve(cwd, flags.config?.toString() || DEFAULT_FILE));
  const { build, baselineRef } = now;
  if (build === undefined || baselineRef === undefined || !existsSync(resolve(cwd, file))) return undefined;
  const found = await fileAtBase(file, baselineRef, cwd);
  if (found === undefined || found.text === configText(file, cwd)) return undefined;
  const base = `base ${found.commit.slice(0, 7)}`;
  const name = `${file} at ${base}`;
  try {
    const before = parseInputs({ flags, file: parseConfigFile(found.text, name), cwd });
    return bumpOf({ now, before, file, base, cwd, prefix: checkoutPrefix(cwd) });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return withoutSides({ what: `${name} cannot be read today` }, error.message);
  }
}

/** Undefined where the base has no such file, or is the head. */
async function fileAtBase(
  file: string,
  baselineRef: string,
  cwd: string,
): Promise<{ readonly text: string; readonly commit: string } | undefined> {
  const checkout = await Checkout.open(cwd, await builderOf(cwd));
  const { base: commit } = await checkout.commits(commitsOf(undefined, baselineRef));
  const text = commit === undefined ? undefined : await checkout.file(commit, file);
  return commit === undefined || text === undefined ? undefined : { text, commit };
}
