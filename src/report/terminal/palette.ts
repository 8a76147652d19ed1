/** Colours of a terminal, or their absence. */
import picocolors from 'picocolors';
import type { Evidence } from '../numbers.js';

export type Palette = ReturnType<typeof picocolors.createColors>;

/** A palette whose functions return text unchanged where `enabled` is false; the environment is not asked. */
export function palette(enabled: boolean): Palette {
  return picocolors.createColors(enabled);
}

/** Red for worse, green for better, dim where nothing is proven. */
export function paintCost(colours: Palette, evidence: Evidence, text: string): string {
  if (evidence === 'none') return colours.dim(text);
  return evidence === 'worse' ? colours.red(text) : colours.green(text);
}
