/**
 * `tsx scripts/bundle.ts COMPILED FOLDER` bundles every entry of COMPILED, which tsc made of src/, into
 * FOLDER/<entry>/index.js with ncc. What an entry loads late is a file beside it. The result depends on the sources and
 * the lock file alone.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ncc from '@vercel/ncc';
import { transform } from 'esbuild';

const ENTRIES = {
  cli: 'cli/cli.js',
  setup: 'action/setup.js',
  measure: 'action/measure.js',
  report: 'action/report.js',
  cleanup: 'action/cleanup.js',
};

/**
 * Code of packages that is never reached, and what it would be for: linkedom's CSS parser answers `style.sheet`, which
 * Plot does not ask for; the artifact client's unzipping has no limits, so src/github/zip.ts does it; Azure's CRC-64 is
 * for storage that is asked to check it, and artifacts are checked by SHA-256; we ask for no OpenID token, and without
 * it the HTTP client is loaded only where GitHub is asked for something.
 */
const UNREACHED = ['cssomnom/parse', 'unzip-stream', './crc64.js', './oidc-utils.js'];

/** The file that stands in for it, beside the entry. */
const STAND_IN = 'unreached.js';
const STAND_IN_TEXT =
  "export const parse=()=>{throw new Error('This code is not bundled: see UNREACHED in scripts/bundle.ts.')};" +
  'export{parse as OidcClient};export default{Extract:parse};\n';

/** ncc minifies what an entry starts with, but not what it loads late. */
async function minified(name: string, code: string): Promise<string> {
  const options = { minify: true, format: 'esm', platform: 'node', target: 'node20', charset: 'utf8' } as const;
  return (await transform(code, { ...options, sourcefile: name, legalComments: 'none' })).code;
}

/** Every file of an entry's bundle with its text. */
async function bundle(source: string): Promise<[string, string][]> {
  const externals = Object.fromEntries(UNREACHED.map((name) => [name, `./${STAND_IN}`]));
  const { code, assets } = await ncc(source, { externals, minify: true, quiet: true, cache: false, target: 'es2022' });
  const late = Object.entries(assets).filter(([name]) => name.endsWith('.js'));
  const files: [string, string][] = [
    ['index.js', code],
    ...late.map(([name, { source: text }]): [string, string] => [name, String(text)]),
  ];
  const small = await Promise.all(
    files.map(async ([name, text]): Promise<[string, string]> => [name, await minified(name, text)]),
  );
  return small.some(([, text]) => text.includes(STAND_IN)) ? [...small, [STAND_IN, STAND_IN_TEXT]] : small;
}

const [compiled, folder] = process.argv.slice(2);
if (!compiled || !folder) throw new Error('usage: tsx scripts/bundle.ts COMPILED FOLDER');
rmSync(folder, { recursive: true, force: true });
for (const [entry, source] of Object.entries(ENTRIES)) {
  mkdirSync(join(folder, entry), { recursive: true });
  for (const [name, text] of await bundle(resolve(compiled, source))) writeFileSync(join(folder, entry, name), text);
}
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
