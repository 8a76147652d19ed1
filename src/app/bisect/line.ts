/** The line of commits that a search goes along. */
import { InputError } from '../../errors.js';
import type { Wanted } from '../request/search.js';
import type { Checkout, LineCommit } from '../sides/checkout.js';

/**
 * Returns the good commit and every commit after it up to the bad one.
 * @throws InputError where they are not on one line.
 */
export async function lineBetween(
  { good, bad }: Pick<Wanted, 'good' | 'bad'>,
  checkout: Checkout,
): Promise<LineCommit[]> {
  const [from, to] = [await commitNamed('good', good, checkout), await commitNamed('bad', bad, checkout)];
  if (from === to)
    throw new InputError(
      `bad: it is the same commit as good, ${from.slice(0, 7)}.`,
      'Give two ends with commits between.',
    );
  const first = { id: from, isMerge: false, subject: await checkout.subject(from) };
  const line = await checkout.firstParents(from, to);
  if (line) return [first, ...line];
  if (await checkout.isAncestor(to, from))
    throw new InputError(
      `bad: ${bad} is older than ${good}.`,
      'Give them the other way round; to search for a gain is not possible.',
    );
  if (!(await checkout.isAncestor(from, to)))
    throw new InputError(
      `good: ${good} is no ancestor of ${bad}, so there is no line from one to the other.`,
      `Give the commit where they part: git merge-base ${good} ${bad}.`,
    );
  throw new InputError(
    `good: ${good} came into ${bad} by a merge, and a search follows first parents.`,
    `Give a commit of git log --first-parent ${bad}, or the tip of the branch that was merged as bad.`,
  );
}

async function commitNamed(input: 'good' | 'bad', ref: string, checkout: Checkout): Promise<string> {
  const found = (await checkout.commit(ref)) ?? (await checkout.commit(`refs/remotes/origin/${ref}`));
  if (found !== undefined) return found;
  throw new InputError(
    `${input}: the checkout has no ${ref}.`,
    'Fetch it first (git fetch --tags), or check its spelling.',
  );
}
