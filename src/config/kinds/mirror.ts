/** The server that every download goes to. */
import * as z from 'zod';
import type { Kind } from './kinds.js';

const FORM = /^https?:\/\/[^\s"'`?#]+$/;

const addressSchema = () => z.string().refine((given) => FORM.test(given) && URL.canParse(given));

export const mirror: Kind<string, ''> = {
  placeholder: 'url',
  allowed: 'the http or https address of a server, without a query',
  suffix: '',
  list: false,
  schema: addressSchema,
  value: addressSchema,
};
