/** Names of packages of the distribution. */
import * as z from 'zod';
import type { Kind } from './kinds.js';
import { splitList } from './list.js';

/** The form that Debian's policy prescribes. */
const NAME = /^[a-z0-9][a-z0-9+.-]{1,100}$/;
const MOST = 100;

const namesSchema = () => z.array(z.string().regex(NAME)).min(1).max(MOST);

/** The value is sorted and has no duplicates. */
export const packageNames: Kind<readonly string[], ''> = {
  placeholder: 'list',
  allowed: `a list of at most ${MOST} names of packages: lower case, digits and + . -`,
  suffix: '',
  list: true,
  schema: () =>
    z
      .string()
      .transform((given) => [...new Set(splitList(given))].sort())
      .pipe(namesSchema()),
  value: namesSchema,
};
