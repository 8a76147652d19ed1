/** The source of a container image: a registry, or a file or folder of this host. */
import { resolve } from 'node:path';
import * as z from 'zod';
import type { Kind } from './kinds.js';
import { isOnOneLine } from './one-line.js';

export const imageSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('registry'), reference: z.string() }),
  /** The absolute path of a tarball of `docker save`, a tarball of an OCI image, or a folder in the OCI layout. */
  z.object({ kind: z.literal('path'), path: z.string() }),
]);

export type ImageSource = Readonly<z.infer<typeof imageSourceSchema>>;

/** A registry with an optional port, then name, tag and digest, in the notation of the distribution project. */
const REFERENCE =
  /^(?=.{1,500}$)(?:[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;

const isPath = (text: string): boolean => /^\.{0,2}\//.test(text);

export const imageSource: Kind<ImageSource, ''> = {
  placeholder: 'image',
  allowed:
    'a reference such as redis:7 or registry.example/redis@sha256:..., or the path (with ./ or / before it) of a docker save or OCI tarball or of an OCI layout',
  suffix: '',
  list: false,
  schema: (cwd) =>
    z.string().transform((text, context): ImageSource => {
      if (isPath(text) && isOnOneLine(text)) return { kind: 'path', path: resolve(cwd, text) };
      if (REFERENCE.test(text)) return { kind: 'registry', reference: text };
      context.addIssue({ code: 'custom' });
      return z.NEVER;
    }),
  value: () => imageSourceSchema,
};
