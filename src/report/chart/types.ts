/** Defines what a chart is, for the code that makes one and the code that shows it. */

export interface Chart {
  /** It names a file or an element: `overhead`. */
  readonly id: string;
  readonly title: string;
  /** It says in one or two sentences what is drawn and how to read it, without the unit, which the axis has. */
  readonly caption: string;
  /** Returns an `<svg>` element `width` px wide. Its colours are declared by the page that shows it. */
  draw(width: number): string;
}

/** A chart is drawn for columns of these widths at least and at most, in px. */
export const CHART_WIDTHS = { narrow: 352, wide: 840 } as const;
