/** The server that every download goes to. */
import * as z from 'zod';
import { withoutPasswords } from '../../errors.js';
import type { Kind } from './kinds.js';

const FORM = /^https?:\/\/[^\s"'`?#]+$/;

/** Node sends none of it, and what is printed, recorded or given to a command would hold it. */
const hasPassword = (given: string): boolean => withoutPasswords(given) !== given;

const addressSchema = () =>
  z.string().refine((given) => FORM.test(given) && URL.canParse(given) && !hasPassword(given));

export const mirror: Kind<string, ''> = {
  placeholder: 'url',
  allowed: 'the http or https address of a server, without a name, a password or a query',
  hint: (given) => (hasPassword(given) ? 'Let the server take requests of this host without a password.' : ''),
  suffix: '',
  list: false,
  schema: addressSchema,
  value: addressSchema,
};
