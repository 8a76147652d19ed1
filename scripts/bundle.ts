/**
 * `tsx scripts/bundle.ts FOLDER` bundles every entry into FOLDER/<entry>/index.js. What entries share is in FOLDER/shared
 * once, and what one loads late is a file of its own. The result depends on the sources and the lock file alone.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const ENTRIES = {
  cli: 'src/cli/cli.ts',
  setup: 'src/action/setup.ts',
  measure: 'src/action/measure.ts',
  report: 'src/action/report.ts',
  cleanup: 'src/action/cleanup.ts',
};

/** CommonJS packages call `require` for the modules of Node; an ES module has none of its own. */
const REQUIRE = "import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);";

/**
 * Code of packages that is never reached, and what it would be for: linkedom's CSS parser answers `style.sheet`, which Plot
 * does not ask for; the artifact client's unzipping has no limits, so src/github/zip.ts does it; Azure's CRC-64 is for
 * storage that is asked to check it, and artifacts are checked by SHA-256; we ask for no OpenID token, and without it the
 * HTTP client is loaded only where GitHub is asked for something.
 */
const UNREACHED = /^(?:cssomnom\/parse|unzip-stream|\.\/crc64\.js|\.\/oidc-utils\.js)$/;

const leaveOut: Plugin = {
  name: 'leave-out',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: UNREACHED }, ({ path }) => ({ path, namespace: 'unreached' }));
    onLoad({ filter: UNREACHED, namespace: 'unreached' }, ({ path }) => {
      const refuse = `() => { throw new Error('${path} is not bundled: see scripts/bundle.ts') }`;
      return {
        contents: `export const parse = ${refuse}; export const OidcClient = parse; export default { Extract: parse };`,
      };
    });
  },
};

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: tsx scripts/bundle.ts FOLDER');
rmSync(folder, { recursive: true, force: true });
await build({
  entryPoints: Object.entries(ENTRIES).map(([name, source]) => ({ in: source, out: `${name}/index` })),
  outdir: folder,
  chunkNames: 'shared/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  charset: 'utf8',
  banner: { js: REQUIRE },
  plugins: [leaveOut],
  logLevel: 'warning',
});
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
