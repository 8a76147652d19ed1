/** What a chart is, for those who make one and those who show it. */

export interface Chart {
  /** Names a file or an element: `overhead`. */
  readonly id: string;
  readonly title: string;
  /** What is drawn and how to read it, in one or two sentences; without the unit, which the axis has. */
  readonly caption: string;
  /** An `<svg>` element `width` px wide; its colours are declared by whoever shows it. */
  draw(width: number): string;
}

/** Narrowest and widest column a chart is drawn for, px. */
export const CHART_WIDTHS = { narrow: 352, wide: 840 } as const;
