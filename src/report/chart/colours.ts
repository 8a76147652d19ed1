/**
 * Defines the colours of charts and of the page that shows them: one for each runtime, the same everywhere, light and
 * dark.
 */
import type { RunDocument } from '../../results/document.js';
import { armOf } from '../../results/named.js';

export interface ColourPair {
  readonly light: string;
  readonly dark: string;
}

/**
 * People with protanopia, deuteranopia and tritanopia can tell them apart too, and each has a contrast of at least 3:1
 * to the surface in both schemes; `test/report/chart/colours.test.ts` computes both. No chart relies on colour alone:
 * every row is labelled.
 */
export const RUNTIME_COLOURS: Readonly<Record<string, ColourPair>> = {
  native: { light: '#5b6470', dark: '#a3adb8' },
  runc: { light: '#4662e5', dark: '#6284e2' },
  crun: { light: '#019bd9', dark: '#a2fff5' },
  youki: { light: '#990036', dark: '#ff00ff' },
  oci: { light: '#5a3c69', dark: '#a587b4' },
  docker: { light: '#cb3502', dark: '#cc7c00' },
  containerd: { light: '#aa8500', dark: '#ffff33' },
  podman: { light: '#be3c98', dark: '#f9b5fe' },
  runsc: { light: '#639e6e', dark: '#5af090' },
  incus: { light: '#2c00b8', dark: '#8b46d3' },
  lxc: { light: '#730503', dark: '#b54e08' },
  lxd: { light: '#7a6abd', dark: '#db93fb' },
  nspawn: { light: '#726c26', dark: '#b7d600' },
  bwrap: { light: '#0a1a12', dark: '#5cc772' },
  firecracker: { light: '#fe5260', dark: '#e51b70' },
  'cloud-hypervisor': { light: '#1214eb', dark: '#e79709' },
  kata: { light: '#0b000e', dark: '#77a989' },
  qemu: { light: '#3d145e', dark: '#606fa8' },
};

/** This is for a runtime that this version does not know. */
const UNKNOWN: ColourPair = { light: '#7a7f87', dark: '#8b939d' };

/** Charts and pages are drawn with these otherwise. */
export const SURFACE_COLOURS: Readonly<Record<string, ColourPair>> = {
  surface: { light: '#ffffff', dark: '#14181d' },
  raised: { light: '#f5f6f8', dark: '#1c2229' },
  line: { light: '#d8dde3', dark: '#343c46' },
  text: { light: '#1b2129', dark: '#e6eaef' },
  muted: { light: '#57606a', dark: '#9aa5b1' },
  link: { light: '#0a58b8', dark: '#7db4ff' },
  worse: { light: '#b42318', dark: '#ff8a7d' },
  better: { light: '#14713d', dark: '#5fd08d' },
  doubt: { light: '#8a5a00', dark: '#e3b341' },
};

/** Returns what a chart writes for a colour of the surface. */
export const surface = (name: keyof typeof SURFACE_COLOURS & string): string => `var(--${name})`;

/** Returns what a chart writes for the colour of an arm. */
export const armColour = (run: RunDocument, armId: string): string => `var(--${armClass(run, armId)})`;

/** Returns the class of an element that shows an arm's colour as its background. */
export const armClass = (run: RunDocument, armId: string): string => `runtime-${runtimeOf(run, armId)}`;

/** These are the style rules for `armClass`. */
export const ARM_STYLE = [...Object.keys(RUNTIME_COLOURS), 'unknown']
  .map((name) => `.runtime-${name}{background:var(--runtime-${name})}`)
  .join('');

function runtimeOf(run: RunDocument, armId: string): string {
  return knownRuntime(armOf(run, armId)?.runtime ?? '');
}

const knownRuntime = (runtime: string): string => (Object.hasOwn(RUNTIME_COLOURS, runtime) ? runtime : 'unknown');

/** Returns the class of an element that shows a runtime's colour as its background. */
export const runtimeClass = (runtime: string): string => `runtime-${knownRuntime(runtime)}`;

function declarations(scheme: keyof ColourPair): string {
  const runtimes = Object.entries({ ...RUNTIME_COLOURS, unknown: UNKNOWN });
  return [
    ...Object.entries(SURFACE_COLOURS).map(([name, pair]) => `--${name}:${pair[scheme]}`),
    ...runtimes.map(([name, pair]) => `--runtime-${name}:${pair[scheme]}`),
  ].join(';');
}

/** Declares the colours for `selector`: light, dark where the reader's system is dark, and light again on paper. */
export function colourStyle(selector: string): string {
  return [
    `${selector}{color-scheme:light dark;${declarations('light')}}`,
    `@media (prefers-color-scheme:dark){${selector}{${declarations('dark')}}}`,
    `@media print{${selector}{color-scheme:light;${declarations('light')}}}`,
  ].join('\n');
}
