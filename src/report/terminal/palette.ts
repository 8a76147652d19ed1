/** Gives the colours of a terminal, or none. */
import picocolors from 'picocolors';
import type { Evidence } from '../numbers.js';

export type Palette = ReturnType<typeof picocolors.createColors>;

/**
 * Returns a palette whose functions return text unchanged where `enabled` is false. It does not look at the
 * environment.
 */
export function palette(enabled: boolean): Palette {
  return picocolors.createColors(enabled);
}

/** Paints red for worse and green for better, and dims what is not proven. */
export function paintCost(colours: Palette, evidence: Evidence, text: string): string {
  if (evidence === 'none') return colours.dim(text);
  return evidence === 'worse' ? colours.red(text) : colours.green(text);
}
