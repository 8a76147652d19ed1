/** What the page does when it is used: sorts and filters its table, opens cells, lists pairs, shows hover values. */

/**
 * Plain JavaScript for browsers; the page's policy allows exactly this text. It makes elements, never HTML of a text.
 */
export const PAGE_SCRIPT = `'use strict';
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (name, text, className) => {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
};

const table = document.querySelector('table.cells');
const bodies = table ? all('tbody', table) : [];

function valueOf(body, column) {
  const cell = body.rows[0].cells[column];
  const key = cell.dataset.sort;
  if (key === undefined) return cell.textContent.trim();
  return key === '' ? null : Number(key);
}

function compare(a, b) {
  if (a === null || b === null) return (a === null) - (b === null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}

function sortBy(header) {
  const column = header.cellIndex;
  const descending = header.getAttribute('aria-sort') === 'ascending';
  for (const other of all('th[aria-sort]', table)) other.removeAttribute('aria-sort');
  header.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
  const keyed = bodies.map((body) => ({ body, value: valueOf(body, column) }));
  keyed.sort((a, b) => {
    if (a.value === null || b.value === null) return compare(a.value, b.value);
    return descending ? compare(b.value, a.value) : compare(a.value, b.value);
  });
  table.append(...keyed.map(({ body }) => body));
}

function filter() {
  const words = document.querySelector('#filter').value.toLowerCase().split(/\\s+/).filter(Boolean);
  const chosen = all('.controls select').filter((select) => select.value !== '');
  let shown = 0;
  for (const body of bodies) {
    const text = body.rows[0].textContent.toLowerCase();
    const fits = words.every((word) => text.includes(word)) && chosen.every((select) => body.dataset[select.name] === select.value);
    body.hidden = !fits;
    if (fits) shown += 1;
  }
  document.querySelector('.count').textContent = shown + ' of ' + bodies.length + (bodies.length === 1 ? ' cell' : ' cells');
}

const data = document.querySelector('#pairs');
const pairs = data ? JSON.parse(data.textContent) : {};

function rowOf(values, name) {
  const row = make('tr');
  values.forEach((value) => {
    const cell = make(name, value, 'n');
    if (name === 'th') cell.scope = 'col';
    row.append(cell);
  });
  return row;
}

const decimalsOf = (value) => (String(value).split('.')[1] ?? '').length;

function pairTable(side, unit) {
  const figures = side.blocks.flatMap(([, list]) => list.flatMap(([, baseline, candidate]) => [baseline, candidate]));
  const decimals = figures.reduce((most, value) => Math.min(4, Math.max(most, decimalsOf(value))), 0);
  const element = make('table');
  element.append(make('caption', side.title));
  const head = make('thead');
  head.append(rowOf(['block', 'pair', side.baseline + ' (' + unit + ')', side.candidate + ' (' + unit + ')', 'ratio'], 'th'));
  const body = make('tbody');
  for (const [block, list] of side.blocks) {
    for (const [k, baseline, candidate] of list) {
      body.append(rowOf([block, k, baseline.toFixed(decimals), candidate.toFixed(decimals), (candidate / baseline).toFixed(4)], 'td'));
    }
  }
  element.append(head, body);
  return element;
}

function listPairs(details) {
  const place = details.querySelector('.pairs');
  if (place.childElementCount > 0) return;
  const { unit, sides } = pairs[details.dataset.cell];
  place.append(...sides.map((side) => pairTable(side, unit)));
}

function toggle(button) {
  const open = button.getAttribute('aria-expanded') !== 'true';
  button.setAttribute('aria-expanded', String(open));
  document.getElementById(button.getAttribute('aria-controls')).hidden = !open;
}

for (const header of all('table.cells thead th')) header.querySelector('button')?.addEventListener('click', () => sortBy(header));
for (const control of all('.controls input, .controls select')) control.addEventListener('input', filter);
for (const button of all('.open')) button.addEventListener('click', () => toggle(button));
for (const details of all('details[data-cell]')) details.addEventListener('toggle', () => listPairs(details));
for (const button of all('[data-copy]')) {
  if (!navigator.clipboard) button.hidden = true;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = 'Copied';
  });
}
if (table) filter();

const tip = document.querySelector('#tip');
let hit;
function leave() {
  hit?.classList.remove('hit');
  hit = undefined;
  tip.hidden = true;
}

function show(mark, box) {
  if (hit !== mark) hit?.classList.remove('hit');
  hit = mark;
  mark.classList.add('hit');
  tip.textContent = mark.dataset.tip;
  tip.hidden = false;
  const left = Math.min(Math.max(8, box.x + box.width / 2 - tip.offsetWidth / 2), document.documentElement.clientWidth - tip.offsetWidth - 8);
  const above = box.y - tip.offsetHeight - 10;
  tip.style.left = left + scrollX + 'px';
  tip.style.top = (above < 4 ? box.bottom + 10 : above) + scrollY + 'px';
}

const REACH = 36;
function nearest(svg, x, y) {
  let best;
  for (const mark of svg.tareMarks) {
    const box = mark.getBoundingClientRect();
    const dx = Math.max(box.left - x, 0, x - box.right);
    const dy = Math.max(box.top - y, 0, y - box.bottom);
    const distance = Math.hypot(dx, dy);
    if (distance <= REACH && (!best || distance <= best.distance)) best = { mark, box, distance };
  }
  return best;
}

for (const svg of all('svg')) {
  svg.tareMarks = all('title', svg).map((title) => {
    const mark = title.parentNode;
    mark.dataset.tip = title.textContent;
    title.remove();
    return mark;
  });
  svg.addEventListener('pointermove', (event) => {
    const found = nearest(svg, event.clientX, event.clientY);
    if (found) show(found.mark, found.box);
    else leave();
  });
  svg.addEventListener('pointerleave', leave);
}
addEventListener('keydown', (event) => {
  if (event.key === 'Escape') leave();
});
`;
