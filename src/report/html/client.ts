/**
 * What the page does when it is used: sorts and filters its table, opens cells, lists pairs, shows figures under the
 * pointer. `npm run generate` bundles it into client-code.ts, and the page's policy allows exactly that text. It makes
 * elements and sets their text; it never makes HTML of a text.
 */
import type { CellPairs, SidePairs } from './pairs-data.js';

type Sortable = string | number | null;

export function all<E extends Element = HTMLElement>(selector: string, root: ParentNode = document): E[] {
  return [...root.querySelectorAll<E>(selector)];
}

/** The one element that the page always has here. */
export function only<E extends Element = HTMLElement>(selector: string, root: ParentNode = document): E {
  const found = root.querySelector<E>(selector);
  if (found === null) throw new Error(`The page has no ${selector}.`);
  return found;
}

/** Returns data that the page carries, or `none` where it has no such element. */
export function carried<T>(id: string, none: T): T {
  const text = document.getElementById(id)?.textContent;
  return text ? (JSON.parse(text) as T) : none;
}

function make<K extends keyof HTMLElementTagNameMap>(name: K, text?: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  return element;
}

// This part sorts the table of cells by its heads and filters it by its controls.

const table = document.querySelector<HTMLTableElement>('table.cells');
const bodies = table ? all<HTMLTableSectionElement>('tbody', table) : [];

function sortValue(body: HTMLTableSectionElement, column: number): Sortable {
  const cell = body.rows[0]?.cells[column];
  const key = cell?.dataset.sort;
  if (key === undefined) return cell?.textContent?.trim() ?? '';
  return key === '' ? null : Number(key);
}

function compare(a: Sortable, b: Sortable): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}

/** Sorts the cells. Those without a value come last in both directions. */
function sortBy(header: HTMLTableCellElement): void {
  const isDescending = header.getAttribute('aria-sort') === 'ascending';
  for (const other of all('th[aria-sort]', table ?? document)) other.removeAttribute('aria-sort');
  header.setAttribute('aria-sort', isDescending ? 'descending' : 'ascending');
  const keyed = bodies.map((body) => ({ body, value: sortValue(body, header.cellIndex) }));
  keyed.sort((a, b) => {
    const isReversed = isDescending && a.value !== null && b.value !== null;
    return isReversed ? compare(b.value, a.value) : compare(a.value, b.value);
  });
  table?.append(...keyed.map(({ body }) => body));
}

/** Hides the rows that the controls exclude, and counts the others. */
export function filter(): void {
  const text = only<HTMLInputElement>('#filter').value.toLowerCase();
  const words = text.split(/\s+/).filter((word) => word !== '');
  const chosen = all<HTMLSelectElement>('.controls select').filter(({ value }) => value !== '');
  let shown = 0;
  for (const body of bodies) {
    const row = body.rows[0]?.textContent?.toLowerCase() ?? '';
    const fits =
      words.every((word) => row.includes(word)) && chosen.every(({ name, value }) => body.dataset[name] === value);
    body.hidden = !fits;
    if (fits) shown += 1;
  }
  only('.count').textContent = `${shown} of ${bodies.length} ${bodies.length === 1 ? 'cell' : 'cells'}`;
}

// This part lists the pairs behind a cell when they are asked for.

const pairs = carried<readonly CellPairs[]>('pairs', []);

function rowOf(values: readonly (string | number)[], kind: 'th' | 'td'): HTMLTableRowElement {
  const row = make('tr');
  for (const value of values) {
    const cell = make(kind, String(value));
    cell.className = 'n';
    if (kind === 'th') cell.scope = 'col';
    row.append(cell);
  }
  return row;
}

const decimalsOf = (value: number): number => (String(value).split('.')[1] ?? '').length;

function pairTable({ title, baseline, candidate, blocks }: SidePairs, unit: string): HTMLTableElement {
  const figures = blocks.flatMap(([, list]) => list.flatMap(([, a, b]) => [a, b]));
  const decimals = figures.reduce((most, value) => Math.min(4, Math.max(most, decimalsOf(value))), 0);
  const head = make('thead');
  head.append(rowOf(['block', 'pair', `${baseline} (${unit})`, `${candidate} (${unit})`, 'ratio'], 'th'));
  const body = make('tbody');
  for (const [block, list] of blocks) {
    for (const [k, a, b] of list) {
      body.append(rowOf([block, k, a.toFixed(decimals), b.toFixed(decimals), (b / a).toFixed(4)], 'td'));
    }
  }
  const element = make('table');
  element.append(make('caption', title), head, body);
  return element;
}

function listPairs(details: HTMLElement): void {
  const list = only('.pairs', details);
  const cell = pairs[Number(details.dataset.cell)];
  if (list.childElementCount > 0 || cell === undefined) return;
  list.append(...cell.sides.map((side) => pairTable(side, cell.unit)));
}

function toggle(button: HTMLElement): void {
  const isOpen = button.getAttribute('aria-expanded') !== 'true';
  button.setAttribute('aria-expanded', String(isOpen));
  only(`#${button.getAttribute('aria-controls')}`).hidden = !isOpen;
}

/** There is no clipboard where a page is opened over plain HTTP. */
function copyOnClick(button: HTMLElement): void {
  if (!navigator.clipboard) button.hidden = true;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(only(`#${button.dataset.copy}`).textContent ?? '');
    button.textContent = 'Copied';
  });
}

for (const header of all<HTMLTableCellElement>('table.cells thead th')) {
  header.querySelector('button')?.addEventListener('click', () => sortBy(header));
}
for (const control of all('.controls input, .controls select')) control.addEventListener('input', filter);
for (const button of all('.open')) button.addEventListener('click', () => toggle(button));
for (const details of all('details[data-cell]')) details.addEventListener('toggle', () => listPairs(details));
for (const button of all('[data-copy]')) copyOnClick(button);
if (table) filter();

// This part shows the figures under the pointer: the `title` of each mark of a chart, shown by the nearest mark within
// reach.

interface Mark {
  readonly element: Element;
  readonly text: string;
}

/** It is in px from the pointer. */
const REACH = 36;
/** These are in px: between the tip and the window's edge, and between the tip and its mark. */
const EDGE = 8;
const GAP = 10;

const tip = only('#tip');
let hit: Element | undefined;

function hideTip(): void {
  hit?.classList.remove('hit');
  hit = undefined;
  tip.hidden = true;
}

function showTip({ element, text }: Mark, box: DOMRect): void {
  if (hit !== element) hit?.classList.remove('hit');
  hit = element;
  element.classList.add('hit');
  tip.textContent = text;
  tip.hidden = false;
  const rightmost = document.documentElement.clientWidth - tip.offsetWidth - EDGE;
  const left = Math.min(Math.max(EDGE, box.x + box.width / 2 - tip.offsetWidth / 2), rightmost);
  const above = box.y - tip.offsetHeight - GAP;
  const top = above < EDGE / 2 ? box.bottom + GAP : above;
  tip.style.left = `${left + scrollX}px`;
  tip.style.top = `${top + scrollY}px`;
}

function nearest(marks: readonly Mark[], x: number, y: number): { mark: Mark; box: DOMRect } | undefined {
  let best: { mark: Mark; box: DOMRect; distance: number } | undefined;
  for (const mark of marks) {
    const box = mark.element.getBoundingClientRect();
    const dx = Math.max(box.left - x, 0, x - box.right);
    const dy = Math.max(box.top - y, 0, y - box.bottom);
    const distance = Math.hypot(dx, dy);
    if (distance <= REACH && (!best || distance <= best.distance)) best = { mark, box, distance };
  }
  return best;
}

/** The browser's own tips come late and cannot be styled, so the titles are taken out. */
function takeMarks(svg: SVGSVGElement): Mark[] {
  return all<SVGTitleElement>('title', svg).flatMap((title) => {
    const element = title.parentElement;
    title.remove();
    return element ? [{ element, text: title.textContent ?? '' }] : [];
  });
}

for (const svg of all<SVGSVGElement>('svg')) {
  const marks = takeMarks(svg);
  svg.addEventListener('pointermove', ({ clientX, clientY }) => {
    const found = nearest(marks, clientX, clientY);
    if (found) showTip(found.mark, found.box);
    else hideTip();
  });
  svg.addEventListener('pointerleave', hideTip);
}
addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') hideTip();
});
