/** Declares the part of ncc that scripts/bundle.ts uses, because ncc has no types of its own. */
declare module '@vercel/ncc' {
  interface Options {
    /** The text that replaces a request instead of bundling it. */
    readonly externals: Readonly<Record<string, string>>;
    readonly minify: boolean;
    readonly quiet: boolean;
    readonly cache: boolean;
    readonly target: string;
  }
  interface Bundle {
    readonly code: string;
    readonly assets: Readonly<Record<string, { readonly source: string | Buffer }>>;
  }
  export default function ncc(entry: string, options: Options): Promise<Bundle>;
}
