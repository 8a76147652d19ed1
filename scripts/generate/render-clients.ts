/**
 * Turns the scripts and styles of our pages into modules of text: each page's client.ts and client.css with their
 * imports, minified by esbuild. A page has to work as a single file, so the text goes into it, and ncc, jest and tsx
 * read one plain module.
 */
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Folders below src/report/ whose page has a client. */
const PAGES = ['html', 'history'];
const OPTIONS: BuildOptions = {
  absWorkingDir: root,
  ...{ bundle: true, minify: true, write: false, charset: 'utf8', legalComments: 'none' },
  ...{ format: 'iife', platform: 'browser', target: 'es2023', tsconfig: `${root}/tsconfig.browser.json` },
};

/** Returns the modules by their path in the repository. */
export function renderClients(): Record<string, string> {
  return Object.fromEntries(PAGES.map((page) => [`src/report/${page}/client-code.ts`, moduleOf(`src/report/${page}`)]));
}

function moduleOf(folder: string): string {
  const [style, script] = [`${folder}/client.css`, `${folder}/client.ts`].map(bundled);
  return `/** Made by \`npm run generate\` from client.ts and client.css. */
export const CLIENT = {
  style: ${JSON.stringify(style)},
  script: ${JSON.stringify(script)},
};
`;
}

function bundled(entry: string): string {
  const { outputFiles } = buildSync({ ...OPTIONS, entryPoints: [entry] });
  return outputFiles?.[0]?.text ?? '';
}
