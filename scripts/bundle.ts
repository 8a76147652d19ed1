/**
 * `tsx scripts/bundle.ts COMPILED FOLDER` bundles every entry of COMPILED, which tsc made of src/, into
 * FOLDER/<entry>/index.js with ncc. The parts that an entry loads late are files beside it. The result depends on the
 * sources and the lock file alone.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import ncc from '@vercel/ncc';
import { transform } from 'esbuild';
import { SHARED } from './shared-packages.js';

const ENTRIES = {
  cli: 'cli/cli.js',
  setup: 'action/setup.js',
  measure: 'action/measure.js',
  report: 'action/report.js',
  cleanup: 'action/cleanup.js',
};

/** Each name is called, constructed and asked for its properties as that of the package is. */
const standIn = (name: string, exported: readonly string[]): string =>
  `let loaded;const late=()=>loaded??=require('./${name}-late.cjs');` +
  'const of=(name)=>new Proxy(function(){},{apply:(_,self,given)=>late()[name](...given),' +
  'construct:(_,given)=>new(late()[name])(...given),get:(_,key)=>Reflect.get(late()[name],key)});' +
  exported.map((one) => `exports.${one}=of('${one}');`).join('') +
  '\n';

/**
 * Code of packages that is never reached. The artifact client's unzipping has no limits, so src/results/zip.ts does
 * it. Azure's CRC-64 is for storage that is asked to check it, and artifacts are checked by SHA-256. We ask for no
 * OpenID token, and without its module the HTTP client is loaded only where GitHub is asked for something.
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
    ...Object.keys(SHARED).map((name) => [name, `../shared/${name}.cjs`]),
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
  const files = Object.entries(SHARED).map(async ([name, exported]): Promise<[string, string][]> => {
    const late = `${name}-late.cjs`;
    const { code } = await ncc(createRequire(import.meta.url).resolve(name), NCC);
    return [
      [`${name}.cjs`, standIn(name, exported)],
      [late, await minified(late, String(code), 'cjs')],
    ];
  });
  return (await Promise.all(files)).flat();
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
