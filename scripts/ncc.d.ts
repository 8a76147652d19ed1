/** What scripts/bundle.ts uses of ncc, which has no types of its own. */
declare module '@vercel/ncc' {
  interface Options {
    /** What a request becomes instead of being bundled. */
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
