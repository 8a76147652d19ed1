/**
 * `tsx scripts/bundle.ts COMPILED FOLDER` bundles every entry of COMPILED, which tsc made of src/, into
 * FOLDER/<entry>/index.js with ncc. The parts that an entry loads late are files beside it. The result depends on the
 * sources and the lock file alone.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ncc from '@vercel/ncc';
import { transform } from 'esbuild';

const ENTRIES = {
  cli: 'cli/cli.js',
  setup: 'action/setup.js',
  measure: 'action/measure.js',
  report: 'action/report.js',
  cleanup: 'action/cleanup.js',
};

/** Large packages that several entries need, and the file in shared/ that each becomes. */
const SHARED = { undici: 'undici.cjs', re2js: 're2js.js' };

/**
 * ncc turns a late import of a shared file into an early one, and undici takes 35 ms to load. This module stands in
 * front of undici and loads it at the first request. It has the two names that the packages of GitHub's actions ask
 * for.
 */
const UNDICI =
  "let loaded;const undici=()=>loaded??=require('./undici-late.cjs');" +
  'exports.fetch=(...given)=>undici().fetch(...given);' +
  'exports.ProxyAgent=class{constructor(...given){return new(undici().ProxyAgent)(...given)}};\n';

/**
 * Code of packages that is never reached. The artifact client's unzipping has no limits, so src/results/zip.ts does it.
 * Azure's CRC-64 is for storage that is asked to check it, and artifacts are checked by SHA-256. We ask for no OpenID
 * token, and without its module the HTTP client is loaded only where GitHub is asked for something.
 */
const UNREACHED = ['unzip-stream', './crc64.js', './oidc-utils.js'];

/** The file beside the entry that replaces this code. */
const STAND_IN = 'unreached.js';
const STAND_IN_TEXT =
  "export const OidcClient=()=>{throw new Error('This code is not bundled: see UNREACHED in scripts/bundle.ts.')};" +
  'export default{Extract:OidcClient};\n';

/** Minifies the parts that an entry loads late, because ncc minifies only what it starts with. */
async function minified(name: string, code: string, format: 'esm' | 'cjs'): Promise<string> {
  const options = { minify: true, format, platform: 'node', target: 'node20', charset: 'utf8' } as const;
  return (await transform(code, { ...options, sourcefile: name, legalComments: 'none' })).code;
}

const NCC = { externals: {}, minify: true, quiet: true, cache: false, target: 'es2022' };

/** Returns the text of every file of an entry's bundle. */
async function bundle(source: string): Promise<[string, string][]> {
  const externals = Object.fromEntries([
    ...UNREACHED.map((name) => [name, `./${STAND_IN}`]),
    ...Object.entries(SHARED).map(([name, file]) => [name, `../shared/${file}`]),
  ]);
  const { code, assets } = await ncc(source, { ...NCC, externals });
  const late = Object.entries(assets).filter(([name]) => name.endsWith('.js'));
  const files: [string, string][] = [
    ['index.js', code],
    ...late.map(([name, { source: text }]): [string, string] => [name, String(text)]),
  ];
  const small = await Promise.all(
    files.map(async ([name, text]): Promise<[string, string]> => [name, await minified(name, text, 'esm')]),
  );
  return small.some(([, text]) => text.includes(STAND_IN)) ? [...small, [STAND_IN, STAND_IN_TEXT]] : small;
}

async function sharedFiles(): Promise<[string, string][]> {
  const [undici, re2js] = await Promise.all(
    Object.keys(SHARED).map(async (name) => (await ncc(fileURLToPath(import.meta.resolve(name)), NCC)).code),
  );
  return [
    [SHARED.undici, UNDICI],
    ['undici-late.cjs', await minified('undici-late.cjs', String(undici), 'cjs')],
    [SHARED.re2js, await minified(SHARED.re2js, String(re2js), 'esm')],
  ];
}

const [compiled, folder] = process.argv.slice(2);
if (!compiled || !folder) throw new Error('usage: tsx scripts/bundle.ts COMPILED FOLDER');
rmSync(folder, { recursive: true, force: true });
for (const [entry, source] of Object.entries(ENTRIES)) {
  mkdirSync(join(folder, entry), { recursive: true });
  for (const [name, text] of await bundle(resolve(compiled, source))) writeFileSync(join(folder, entry, name), text);
}
mkdirSync(join(folder, 'shared'));
for (const [name, text] of await sharedFiles()) writeFileSync(join(folder, 'shared', name), text);
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
