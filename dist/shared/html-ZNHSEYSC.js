import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{b as O,e as C,f as x,g as k,h,i as I,j as D,k as L,l as N,m as S,n as E,p as R,q as G}from"./chunk-6U4P4NKS.js";import"./chunk-CCH2KX4K.js";import{a as v,b as i,c as M,e as T}from"./chunk-LLTDD63A.js";import"./chunk-KNSMTRNQ.js";import"./chunk-FULDHCDE.js";import{K as w,c as g,l as H,s as $}from"./chunk-CKVY2557.js";import"./chunk-GQY7SHR6.js";import{f as y}from"./chunk-7OHXIWMV.js";import"./chunk-O7EDVKC3.js";import"./chunk-3JIEBNUL.js";import"./chunk-YBOEELWR.js";var A=400,q=200,J=36e5,X=11,K=120,Q=100,Z=1e4;function _({series:t}){let s=new Map;for(let e of t){let n=JSON.stringify([e.host,e.cell]);s.set(n,{...s.get(n),[e.measure]:e})}let r=[...s.values()].flatMap(({cost:e,level:n})=>{let a=e??n;return a?[{cost:e,level:n,shown:a}]:[]}),o=({shown:e})=>e.cell.arm===y;return[...r.filter(e=>!o(e)),...r.filter(o)]}function tt(t,s){let r=Math.min(t,Math.floor(s*q/A)),o=t-r,e=Math.max(1,Math.ceil(o/(s-r))),n=Array.from({length:Math.ceil(o/e)},(l,c)=>c*e),a=(l,c)=>Array.from({length:c-l},(u,p)=>l+p);return[...n.map(l=>a(l,Math.min(o,l+e))),...a(o,t).map(l=>[l])]}function B(t,s){let{hosts:r,points:o}=t.history,e=Math.min(A,Math.max(K,Math.floor(J/X/Math.max(1,s.length)))),n=r.map((c,u)=>o.filter(p=>p.host===u)),a=n.map(c=>tt(c.length,e)),l=new Map(n.flatMap(c=>c.map((u,p)=>[u,p])));return{hosts:n.map((c,u)=>et(c,a[u]??[])),series:s.map(({cost:c,level:u,shown:p})=>({host:p.host,unit:$(p.cell.unit,40),runtime:v(p.cell.runtime),direction:p.cell.direction,...c&&{cost:P(c,l,a[c.host]??[])},...u&&{level:P(u,l,a[u.host]??[])}}))}}function et(t,s){let r=s.map(e=>t[e.at(-1)??0]),o=r.map(({at:e})=>Math.round(Date.parse(e)/6e4));return{minutes:o.map((e,n)=>e-(o[n-1]??0)),shas:r.map(({sha:e})=>$(e??"",7).slice(0,7)),runs:s.map(e=>e.reduce((n,a)=>n+(t[a]?.runs??0),0))}}function P(t,s,r){let{measure:o,cell:e,points:n,values:a,steps:l}=t,c=o==="cost"?1/Q:(w(a)??1)/Z,u=d=>Math.round((o==="cost"?g({ratio:d,low:null,high:null},e.direction).percent:d)/c),p=[];n.forEach((d,m)=>{p[s.get(d)??0]=a[m]});let W=new Map(r.flatMap((d,m)=>d.map(f=>[f,m]))),Y=({index:d})=>W.get(s.get(n[d])??0)??0,U=l.length===0?[w(a)??0]:[l[0]?.before??0,...l.map(({after:d})=>d)];return{scale:Number(c.toPrecision(6)),values:r.map(d=>{let m=w(d.map(f=>p[f]).filter(f=>f!==void 0));return m===null?null:u(m)}),steps:l.map(Y),levels:U.map(u),labels:l.map(({before:d,after:m})=>x(m/d,e.direction))}}var F=`
const stored = document.querySelector('#history');
const past = stored ? JSON.parse(stored.textContent) : { hosts: [], series: [] };
for (const host of past.hosts) {
  let minute = 0;
  host.times = host.minutes.map((more) => (minute += more) * 60000);
}

const SVG = 'http://www.w3.org/2000/svg';
const draw = (parent, name, attributes, text) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
};
const colourOf = (series) => 'var(--' + series.runtime + ')';
const day = (time) => new Date(time).toISOString().slice(0, 10);

/** Up is worse: the levels of a throughput are drawn upside down in the small line, and as they are in the chart. */
function spark(cell) {
  const series = past.series[Number(cell.dataset.spark)];
  const figures = series.cost || series.level;
  const sign = series.cost || series.direction === 'lower' ? 1 : -1;
  const values = figures.values.slice(-90).map((value) => (value === null ? null : sign * value));
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (known.length === 0) return;
  const low = known[Math.floor(known.length * 0.02)];
  const high = known[Math.ceil(known.length * 0.98) - 1];
  const span = high - low || 1;
  const svg = draw(cell, 'svg', { viewBox: '0 0 120 24', width: 120, height: 24 });
  const points = [];
  values.forEach((value, i) => {
    if (value === null) return;
    const share = Math.min(1, Math.max(0, (value - low) / span));
    points.push((1 + (118 * i) / Math.max(1, values.length - 1)).toFixed(1) + ',' + (22 - 20 * share).toFixed(1));
  });
  draw(svg, 'polyline', { points: points.join(' '), fill: 'none', stroke: colourOf(series), 'stroke-width': 1.5, 'stroke-linejoin': 'round' });
}

const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    spark(target);
  }
});
for (const cell of all('[data-spark]')) seen.observe(cell);

const decimals = (step) => Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
function scaledUnit(value, unit) {
  const sizes = { 'B/s': 1, 'KiB/s': 1024, 'MiB/s': 1048576, 'GiB/s': 1073741824 };
  if (sizes[unit]) {
    const name = Object.keys(sizes).filter((one) => value * sizes[unit] >= sizes[one]).pop() || unit;
    return { factor: sizes[unit] / sizes[name], unit: name };
  }
  if (unit === 'ms' && value >= 1000) return { factor: 0.001, unit: 's' };
  if (unit.endsWith('/s') && value >= 1e6) return { factor: 1e-6, unit: 'M ' + unit };
  return { factor: 1, unit };
}

/** Text of a figure, given the step between ticks. */
function formatter(series, measure, top) {
  if (measure === 'cost') {
    return (percent, step) => {
      const text = Math.abs(percent).toFixed(decimals(step));
      return (Number(text) === 0 ? '' : percent < 0 ? '-' : '+') + text + '\\u00a0%';
    };
  }
  const { factor, unit } = scaledUnit(top, series.unit);
  return (value, step) => (value * factor).toFixed(decimals(step * factor)) + ' ' + unit;
}

function niceStep(span, most) {
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough);
}

/** Days, months or years: first of each, so few that labels do not touch. */
function timeTicks(from, to, most) {
  const days = (to - from) / 86400000;
  const ticks = [];
  if (days > 60) {
    const months = [1, 2, 3, 6, 12, 24, 60].find((step) => days / 30.4 / step <= most) || 120;
    const first = new Date(from);
    for (let month = first.getUTCFullYear() * 12 + first.getUTCMonth() + 1; ; month += 1) {
      const time = Date.UTC(Math.floor(month / 12), month % 12, 1);
      if (time > to) break;
      if (month % months === 0) ticks.push([time, day(time).slice(0, 7)]);
    }
  } else {
    const step = [1, 2, 7, 14].find((one) => days / one <= most) || 14;
    for (let time = Math.ceil(from / 86400000) * 86400000; time <= to; time += 86400000) {
      if ((time / 86400000) % step === 0) ticks.push([time, day(time).slice(5)]);
    }
  }
  return ticks;
}

const HEIGHT = 260;
const EDGE = { top: 26, right: 16, bottom: 28 };

function place(figures, host, width) {
  const shown = figures.values.map((value, i) => ({ i, time: host.times[i], value: value === null ? null : value * figures.scale })).filter(({ value }) => value !== null);
  const sorted = shown.map(({ value }) => value).sort((a, b) => a - b);
  const levels = figures.levels.map((level) => level * figures.scale);
  const inner = [sorted[Math.floor(sorted.length * 0.01)], sorted[Math.ceil(sorted.length * 0.99) - 1], ...levels];
  let [low, high] = [Math.min(...inner), Math.max(...inner)];
  const pad = (high - low) * 0.12 || Math.abs(high) * 0.02 || 1;
  [low, high] = [low - pad, high + pad];
  const [from, to] = [shown[0].time, shown[shown.length - 1].time];
  const left = 64;
  return {
    shown, levels, low, high, from, to, left,
    x: (time) => left + ((width - left - EDGE.right) * (time - from)) / (to - from || 1),
    y: (value) => EDGE.top + ((HEIGHT - EDGE.top - EDGE.bottom) * (high - Math.min(high, Math.max(low, value)))) / (high - low),
  };
}

function axes(svg, at, format, width, title) {
  const step = niceStep(at.high - at.low, 8);
  for (let value = Math.ceil(at.low / step) * step; value <= at.high; value += step) {
    const y = at.y(value);
    if (y < EDGE.top + 6) continue;
    draw(svg, 'line', { x1: at.left, x2: width - EDGE.right, y1: y, y2: y, stroke: 'var(--line)' });
    draw(svg, 'text', { x: at.left - 8, y: y + 4, 'text-anchor': 'end' }, format(value, step).replace(/ .*/, ''));
  }
  draw(svg, 'text', { x: 8, y: 16 }, title || format(0, step).replace(/^\\S+ ?/, ''));
  let free = at.left - 20;
  for (const [time, text] of timeTicks(at.from, at.to, (width - at.left) / 84)) {
    const x = at.x(time);
    if (x - 24 < free || x + 30 > width) continue;
    free = x + 34;
    draw(svg, 'line', { x1: x, x2: x, y1: HEIGHT - EDGE.bottom, y2: HEIGHT - EDGE.bottom + 4, stroke: 'var(--muted)' });
    draw(svg, 'text', { x, y: HEIGHT - 8, 'text-anchor': 'middle' }, text);
  }
  return step;
}

/** Levels as lines, and where one ends, by how much it changed. */
function drawSteps(svg, series, measure, figures, host, at) {
  const bounds = [at.shown[0].i, ...figures.steps, at.shown[at.shown.length - 1].i + 1];
  let free = 0;
  at.levels.forEach((level, i) => {
    const [from, to] = [host.times[bounds[i]], host.times[Math.max(bounds[i], bounds[i + 1] - 1)]];
    draw(svg, 'line', { x1: at.x(from), x2: Math.max(at.x(to), at.x(from) + 2), y1: at.y(level), y2: at.y(level), stroke: 'var(--text)', 'stroke-width': 2 });
    if (i === 0) return;
    const before = at.levels[i - 1];
    const worse = measure === 'cost' || series.direction === 'lower' ? level > before : level < before;
    const x = at.x(from);
    draw(svg, 'line', { x1: x, x2: x, y1: EDGE.top - 4, y2: HEIGHT - EDGE.bottom, stroke: 'var(--' + (worse ? 'worse' : 'better') + ')', 'stroke-dasharray': '3 3' });
    const text = (worse ? '▲ ' : '▼ ') + figures.labels[i - 1];
    if (x < free) return;
    const end = x + 70 > svg.viewBox.baseVal.width;
    free = x + 64;
    draw(svg, 'text', { x, y: 16, class: 'flag ' + (worse ? 'worse' : 'better'), 'text-anchor': end ? 'end' : 'start' }, text);
  });
}

function drawChart(graph, measure) {
  const series = past.series[Number(graph.dataset.graph)];
  const canvas = graph.querySelector('.canvas');
  const figures = series[measure];
  const host = past.hosts[series.host];
  const width = Math.max(280, Math.floor(canvas.clientWidth));
  const at = place(figures, host, width);
  const format = formatter(series, measure, at.high);
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 ' + width + ' ' + HEIGHT);
  svg.setAttribute('aria-hidden', 'true');
  const step = axes(svg, at, format, width, measure === 'cost' ? 'cost against native' : '');
  const dots = draw(svg, 'g', { fill: colourOf(series), 'fill-opacity': at.shown.length > 250 ? 0.55 : 0.8 });
  for (const { time, value } of at.shown) {
    const outside = value > at.high || value < at.low;
    const [x, y] = [at.x(time), at.y(value)];
    if (outside) draw(dots, 'path', { d: value > at.high ? 'M' + x + ' ' + (y - 5) + 'l4 6h-8z' : 'M' + x + ' ' + (y + 5) + 'l4 -6h-8z', fill: 'none', stroke: colourOf(series) });
    else draw(dots, 'circle', { cx: x.toFixed(1), cy: y.toFixed(1), r: at.shown.length > 250 ? 1.8 : 2.4 });
  }
  drawSteps(svg, series, measure, figures, host, at);
  const mark = draw(svg, 'circle', { r: 5, fill: 'none', stroke: 'var(--text)', 'stroke-width': 2, visibility: 'hidden' });
  canvas.replaceChildren(svg);
  graph.chart = { at, mark, format, step: step / 10, host, width, current: -1 };
}

function read(graph, index) {
  const { at, mark, format, step, host } = graph.chart;
  const k = Math.min(at.shown.length - 1, Math.max(0, index));
  const { i, time, value } = at.shown[k];
  graph.chart.current = k;
  mark.setAttribute('cx', at.x(time));
  mark.setAttribute('cy', at.y(value));
  mark.setAttribute('visibility', 'visible');
  const runs = host.runs[i];
  const parts = [day(time) + ' ' + new Date(time).toISOString().slice(11, 16) + ' UTC', format(value, step), runs > 1 ? 'median of ' + runs + ' runs' : '', host.shas[i]];
  graph.querySelector('.reading').textContent = parts.filter(Boolean).join(' · ');
}

function nearestRun(graph, clientX) {
  const { at, width } = graph.chart;
  const box = graph.querySelector('svg').getBoundingClientRect();
  const x = ((clientX - box.left) * width) / box.width;
  let best = 0;
  at.shown.forEach(({ time }, k) => {
    if (Math.abs(at.x(time) - x) < Math.abs(at.x(at.shown[best].time) - x)) best = k;
  });
  return best;
}

const MOVES = { ArrowLeft: (k) => k - 1, ArrowRight: (k) => k + 1, Home: () => 0, End: () => Infinity };
function open(graph) {
  if (graph.chart) return;
  const series = past.series[Number(graph.dataset.graph)];
  graph.measure = series.cost ? 'cost' : 'level';
  drawChart(graph, graph.measure);
  const canvas = graph.querySelector('.canvas');
  canvas.addEventListener('pointermove', (event) => read(graph, nearestRun(graph, event.clientX)));
  canvas.addEventListener('keydown', (event) => {
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const { current, at } = graph.chart;
    read(graph, current < 0 ? at.shown.length - 1 : move(current));
  });
  for (const button of all('[data-measure]', graph)) {
    button.addEventListener('click', () => {
      graph.measure = button.dataset.measure;
      for (const other of all('[data-measure]', graph)) other.setAttribute('aria-pressed', String(other === button));
      drawChart(graph, graph.measure);
    });
  }
}

const graphOf = (place) => document.querySelector('[data-graph="' + place + '"]');
for (const button of all('.open[data-series]')) {
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-expanded') === 'true') open(graphOf(button.dataset.series));
  });
}
for (const button of all('[data-goto]')) {
  button.addEventListener('click', () => {
    for (const control of all('.controls input, .controls select')) control.value = '';
    filter();
    const opener = document.querySelector('.open[data-series="' + button.dataset.goto + '"]');
    if (opener.getAttribute('aria-expanded') !== 'true') opener.click();
    opener.closest('tbody').scrollIntoView({ block: 'start' });
    opener.focus({ preventScroll: true });
  });
}
addEventListener('resize', () => {
  for (const graph of all('[data-graph]')) if (graph.chart && graph.querySelector('.canvas').clientWidth > 0) drawChart(graph, graph.measure);
});
`;var z=`
.events{list-style:none;margin:0;padding:0}
.event{display:grid;grid-template-columns:92px minmax(0,1fr);gap:4px 16px;padding:14px 0;border-top:1px solid var(--line)}
.events>.event:first-child{border-top:0;padding-top:2px}
.event time{color:var(--muted);font-variant-numeric:tabular-nums;font-size:13.5px;line-height:22px;position:relative;padding-left:16px;white-space:nowrap}
.event time::before{content:"";position:absolute;left:0;top:7px;width:9px;height:9px;border-radius:50%;background:currentColor}
.event.worse,.event.better{color:inherit}
.event.worse time::before{background:var(--worse)}.event.better time::before{background:var(--better)}
.event .what{font-weight:600;max-width:86ch}
.event .cause{color:var(--muted);margin-top:2px;max-width:86ch;overflow-wrap:anywhere}
.goto{display:flex;flex-wrap:wrap;gap:6px;margin-top:8px;align-items:center}
.plain{cursor:pointer}
.plain:hover{border-color:var(--link)}
.chip{font-size:13px;min-height:28px;padding:2px 10px;border-radius:14px}
.chip .swatch{width:8px;height:8px;margin-right:6px}
.older{margin-top:16px}.older .events{margin-top:12px}
.spark{width:132px;padding-top:0;padding-bottom:0;vertical-align:middle}
.spark svg{width:120px;height:24px}
.graph{position:relative}
.measures{display:flex;gap:6px;margin-bottom:8px}
.measures .plain{font-size:13px;min-height:30px;padding:3px 12px}
.measures .plain[aria-pressed=true]{border-color:var(--text);font-weight:600}
.canvas{background:var(--surface);border:1px solid var(--line);border-radius:8px;min-height:262px}
.canvas:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.canvas svg{display:block;width:100%}
.canvas text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;fill:var(--muted);font-variant-numeric:tabular-nums}
.canvas .flag{font-weight:600}
.canvas .flag.worse{fill:var(--worse)}.canvas .flag.better{fill:var(--better)}
.reading{display:block;font-size:13px;margin-top:6px;min-height:1.5em;font-variant-numeric:tabular-nums}
.where{margin-top:10px!important;font-size:13px}
.steps{margin:12px 0 0;padding-left:22px;max-width:90ch}
.steps>li+li{margin-top:12px}
.steps p+p{color:var(--muted)}
.steps details{margin-top:4px!important}
.steps ul{margin:6px 0 0;padding-left:18px;overflow-wrap:anywhere}
tbody:target .cell>*{background:var(--raised)}
.narrow-host{display:none}
@media screen and (max-width:760px){
.narrow-host{display:inline}
.event{grid-template-columns:minmax(0,1fr)}
.chip{max-width:100%;text-align:left}
}
@media print{.goto,.measures,.reading{display:none!important}}
`;var st=30,b=12,rt=8;function Rt(t){let s=_(t),r=new Map(s.map(({shown:e},n)=>[e,n])),o={input:t,rows:s,placeOf:e=>r.get(e.series)};return T(`${E(t)} - tare history`,nt(t),[ot(o),it(o)],{style:z,script:F})}function nt(t){let{news:s}=S(t),o=s.some(({findings:n})=>n.some(({times:a})=>a>1))?"warn":t.history.points.length===0?"":"pass",e=t.history.points.at(-1);return i`<p class="brand">tare history${e?i` · last run ${h(e.at)}`:void 0}</p>
<div class="verdict ${o}"><h1>${E(t)}</h1><p>${N(t)}</p></div>`}function ot(t){let{news:s,older:r}=S(t.input);if(s.length+r.length===0)return i``;let o=r.slice(0,st),e=r.length-o.length;return i`<section aria-labelledby="moved"><h2 id="moved">What moved</h2>
${s.length>0?i`<ol class="events">${s.map(n=>j(t,n))}</ol>`:i`<p class="muted">Nothing in the last ${C} days.</p>`}
${o.length>0?i`<details class="older"><summary>Before that: ${r.length===1?"once":`${r.length} times`}</summary><ol class="events">${o.map(n=>j(t,n))}</ol>${e>0?i`<p class="muted">and ${e} times before that</p>`:void 0}</details>`:void 0}
</section>`}function j(t,s){let{findings:r,cause:o,to:e}=s,n=(r[0]?.times??1)>1?"worse":"better",a=r.find(l=>l.commits)?.commits;return i`<li class="event ${n}"><time datetime="${h(e)}">${h(e)}</time><div>
<p class="what">${L(t.input.history,s)}</p>
<p class="cause">${o}${a?i` ${V(a)}`:void 0}</p>
<p class="goto">${r.slice(0,b).map(l=>at(t,l,r.length===1))}${r.length>b?i`<span class="muted">and ${r.length-b} more</span>`:void 0}</p>
</div></li>
`}function at({placeOf:t},s,r){let o=t(s);if(o===void 0)return i``;let{runtime:e}=s.series.cell,n=s.times>1?"worse":"better",a=r?i`show its chart`:i`${D(s)} <span class="${n}">${k(s)}</span>`;return i`<button class="plain chip" data-goto="${o}"><i class="swatch ${v(e)}"></i>${a}</button>
`}function V({repository:t,from:s,to:r}){let o=`${s.slice(0,7)}…${r.slice(0,7)}`;return/^[\w.-]+\/[\w.-]+$/.test(t)&&[s,r].every(n=>/^[0-9a-f]{7,64}$/.test(n))?i`<a href="https://github.com/${t}/compare/${s}...${r}" rel="noreferrer">Commits ${o}</a>`:i`<span>Commits ${o} of ${t}</span>`}function it(t){let{input:s,rows:r}=t;if(r.length===0)return i``;let e=["Runtime","Benchmark",...s.history.hosts.length>1?["Host"]:[],"Now","Last step","Noise","Lately"],n={Now:"n change","Last step":"said",Noise:"n extra",Lately:"extra",Host:"extra"};return i`<section aria-labelledby="series"><h2 id="series">Every series</h2>
${lt(t)}
<div class="scroll" tabindex="0" role="region" aria-labelledby="series">
<table class="cells">
<thead><tr>${e.map(a=>i`<th scope="col" class="${n[a]??""}">${a==="Lately"?a:i`<button>${a}</button>`}</th>`)}</tr></thead>
${r.map((a,l)=>ct(t,a,l,e.length))}
</table>
</div>
<p class="after muted">Open a row for its chart. Now: cost against native, or native itself as it was measured, since the last step. Up is worse.</p>
<script type="application/json" id="history">${M(JSON.stringify(B(s,r)).replaceAll("<","\\u003c"))}</script>
</section>`}function lt({input:t,rows:s}){let r=n=>[...new Set(s.map(n))],o=(n,a,l)=>l.length<2?i``:i`<label>${a}<select name="${n}"><option value="">all</option>${l.map(([c,u])=>i`<option value="${c}">${u}</option>`)}</select></label>`,e=n=>n.map(a=>[a,a]);return i`<div class="controls">
<label for="filter">Find<input id="filter" type="search" placeholder="runtime, benchmark" autocomplete="off"></label>
${o("arm","Runtime",e(r(({shown:n})=>n.cell.arm)))}
${o("benchmark","Benchmark",e(r(({shown:n})=>n.cell.benchmark)))}
${o("host","Host",t.history.hosts.map((n,a)=>[String(a),n.hostname]))}
<span class="count" role="status"></span>
</div>`}function ct(t,s,r,o){let{shown:e}=s,{cell:n,host:a}=e,{hosts:l}=t.input.history;return i`<tbody data-arm="${n.arm}" data-benchmark="${n.benchmark}" data-host="${a}" id="row-${r}">
<tr class="cell"><td class="arm"><i class="swatch ${v(n.runtime)}"></i>${n.arm}${l.length>1?i`<span class="narrow-host"> · ${l[a]?.hostname}</span>`:void 0}</td>
<th scope="row" class="benchmark"><button class="open" aria-expanded="false" aria-controls="cell-${r}" data-series="${r}">${n.benchmark}</button></th>
${l.length>1?i`<td class="extra muted" data-sort="${a}">${l[a]?.hostname}</td>`:void 0}
<td class="n change" data-sort="${ut(s)}">${R(e)}</td>
${dt(s)}
<td class="n extra" data-sort="${e.noisePercent.toFixed(3)}">${H(e.noisePercent)}</td>
<td class="extra spark" data-spark="${r}" aria-hidden="true"></td></tr>
<tr class="detail" id="cell-${r}" hidden><td colspan="${o}">${pt(t,s,r)}</td></tr>
</tbody>
`}function ut({cost:t}){return t?g({ratio:G(t),low:null,high:null},t.cell.direction).percent.toFixed(3):""}function dt({shown:t}){let s=t.steps.at(-1);if(s===void 0)return i`<td class="said muted" data-sort="">steady</td>`;let r=h(t.points[s.index]?.at??""),o=s.after/s.before,e=g({ratio:o,low:null,high:null},t.cell.direction).percent>0;return i`<td class="said" data-sort="${Date.parse(r)}"><span class="${e?"worse":"better"}">${x(o,t.cell.direction)}</span> <span class="muted">${r}</span></td>`}function pt({input:t},{cost:s,level:r,shown:o},e){let n=t.findings.filter(({series:c})=>c===o),a=t.history.hosts[o.host],l=o.cell.arm===y;return i`<div class="graph" data-graph="${e}">
<div class="measures" role="group" aria-label="What is drawn">${s&&r?i`<button class="plain" data-measure="cost" aria-pressed="true">cost against native</button><button class="plain" data-measure="level" aria-pressed="false">as measured</button>`:void 0}</div>
<div class="canvas" tabindex="0" role="group" aria-label="${l?"Level":"Cost"} of ${o.cell.arm} ${o.cell.benchmark} over time; arrow keys go from run to run"></div>
<output class="reading muted">Point at a run, or use the arrow keys.</output>
</div>
<p class="muted where">${a?I(a):""}</p>
${n.length===0?i`<p>No step: one level since ${h(o.points[0]?.at??"")}.</p>`:i`<ol class="steps">${n.slice(0,b).map(mt)}</ol>`}`}function mt(t){let{from:s,to:r,times:o,cause:e,commits:n,changes:a}=t;return i`<li><p><span class="word ${o>1?"worse":"better"}">${k(t)}</span> between the runs of <span title="${s.id}">${h(s.at)}</span> and <span title="${r.id}">${h(r.at)}</span>${n?i` · ${V(n)}`:void 0}</p>
<p>${e}</p>${ht(a)}</li>
`}function ht(t){if(t.length<2)return i``;let s=t.slice(0,rt),r=t.length-s.length;return i`<details><summary>All that changed</summary><ul>${s.map(o=>i`<li>${O(o)}</li>`)}${r>0?i`<li>${r} more</li>`:void 0}</ul></details>`}export{Rt as renderHistoryHtml};
