const it=95,lt=[95],ct={4095:((rt,$,m)=>{m.r($),m.d($,{renderHistoryHtml:()=>Y});var O=m(8644),w=m(3911),k=m(1656),y=m(9049),H=m(3407),i=m(6635),v=m(3533),b=m(6364),c=m(3465);const M=400,L=200,I=36e5,D=11,G=120,N=100,C=1e4;function A({series:t}){const s=new Map;for(const e of t){const n=JSON.stringify([e.host,e.cell]);s.set(n,{...s.get(n),[e.measure]:e})}const a=[...s.values()].flatMap(({cost:e,level:n})=>{const r=e??n;return r?[{cost:e,level:n,shown:r}]:[]}),o=({shown:e})=>e.cell.arm===k.s6;return[...a.filter(e=>!o(e)),...a.filter(o)]}function B(t,s){const a=Math.min(t,Math.floor(s*L/M)),o=t-a,e=Math.max(1,Math.ceil(o/(s-a))),n=Array.from({length:Math.ceil(o/e)},(l,h)=>h*e),r=(l,h)=>Array.from({length:h-l},(u,p)=>l+p);return[...n.map(l=>r(l,Math.min(o,l+e))),...r(o,t).map(l=>[l])]}function z(t,s){const{hosts:a,points:o}=t.history,e=Math.min(M,Math.max(G,Math.floor(I/D/Math.max(1,s.length)))),n=a.map((h,u)=>o.filter(p=>p.host===u)),r=n.map(h=>B(h.length,e)),l=new Map(n.flatMap(h=>h.map((u,p)=>[u,p])));return{hosts:n.map((h,u)=>P(h,r[u]??[])),series:s.map(({cost:h,level:u,shown:p})=>({host:p.host,unit:(0,w.g$)(p.cell.unit,40),runtime:(0,y.Fu)(p.cell.runtime),direction:p.cell.direction,...h&&{cost:S(h,l,r[h.host]??[])},...u&&{level:S(u,l,r[u.host]??[])}}))}}function P(t,s){const a=s.map(e=>t[e.at(-1)??0]),o=a.map(({at:e})=>Math.round(Date.parse(e)/6e4));return{minutes:o.map((e,n)=>e-(o[n-1]??0)),shas:a.map(({sha:e})=>(0,w.g$)(e??"",7).slice(0,7)),runs:s.map(e=>e.reduce((n,r)=>n+(t[r]?.runs??0),0))}}function S(t,s,a){const{measure:o,cell:e,points:n,values:r,steps:l}=t,h=o==="cost"?1/N:((0,b.JZ)(r)??1)/C,u=d=>Math.round((o==="cost"?(0,v.ho)({ratio:d,low:null,high:null},e.direction).percent:d)/h),p=[];n.forEach((d,f)=>{p[s.get(d)??0]=r[f]});const at=new Map(a.flatMap((d,f)=>d.map(g=>[g,f]))),nt=({index:d})=>at.get(s.get(n[d])??0)??0,ot=l.length===0?[(0,b.JZ)(r)??0]:[l[0]?.before??0,...l.map(({after:d})=>d)];return{scale:Number(h.toPrecision(6)),values:a.map(d=>{const f=(0,b.JZ)(d.map(g=>p[g]).filter(g=>g!==void 0));return f===null?null:u(f)}),steps:l.map(nt),levels:ot.map(u),labels:l.map(({before:d,after:f})=>(0,c.B9)(f/d,e.direction))}}const F=`
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
`,R=`
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
`;var E=m(1382);const U=30,x=12,V=8;function Y(t){const s=A(t),a=new Map(s.map(({shown:e},n)=>[e,n])),o={input:t,rows:s,placeOf:e=>a.get(e.series)};return(0,H.page)(`${(0,c.ut)(t)} - tare history`,j(t),[W(o),Z(o)],{style:R,script:F})}function j(t){const{news:s}=(0,c.Lq)(t),o=s.some(({findings:n})=>n.some(({times:r})=>r>1))?"warn":t.history.points.length===0?"":"pass",e=t.history.points.at(-1);return(0,i.qy)`<p class="brand">tare history${e?(0,i.qy)` · last run ${(0,c.kb)(e.at)}`:void 0}</p>
<div class="verdict ${o}"><h1>${(0,c.ut)(t)}</h1><p>${(0,c.s8)(t)}</p></div>`}function W(t){const{news:s,older:a}=(0,c.Lq)(t.input);if(s.length+a.length===0)return(0,i.qy)``;const o=a.slice(0,U),e=a.length-o.length;return(0,i.qy)`<section aria-labelledby="moved"><h2 id="moved">What moved</h2>
${s.length>0?(0,i.qy)`<ol class="events">${s.map(n=>q(t,n))}</ol>`:(0,i.qy)`<p class="muted">Nothing in the last ${c.kx} days.</p>`}
${o.length>0?(0,i.qy)`<details class="older"><summary>Before that: ${a.length===1?"once":`${a.length} times`}</summary><ol class="events">${o.map(n=>q(t,n))}</ol>${e>0?(0,i.qy)`<p class="muted">and ${e} times before that</p>`:void 0}</details>`:void 0}
</section>`}function q(t,s){const{findings:a,cause:o,to:e}=s,n=(a[0]?.times??1)>1?"worse":"better",r=a.find(l=>l.commits)?.commits;return(0,i.qy)`<li class="event ${n}"><time datetime="${(0,c.kb)(e)}">${(0,c.kb)(e)}</time><div>
<p class="what">${(0,c.cj)(t.input.history,s)}</p>
<p class="cause">${o}${r?(0,i.qy)` ${T(r)}`:void 0}</p>
<p class="goto">${a.slice(0,x).map(l=>J(t,l,a.length===1))}${a.length>x?(0,i.qy)`<span class="muted">and ${a.length-x} more</span>`:void 0}</p>
</div></li>
`}function J({placeOf:t},s,a){const o=t(s);if(o===void 0)return(0,i.qy)``;const{runtime:e}=s.series.cell,n=s.times>1?"worse":"better",r=a?(0,i.qy)`show its chart`:(0,i.qy)`${(0,c.f_)(s)} <span class="${n}">${(0,c.uw)(s)}</span>`;return(0,i.qy)`<button class="plain chip" data-goto="${o}"><i class="swatch ${(0,y.Fu)(e)}"></i>${r}</button>
`}function T({repository:t,from:s,to:a}){const o=`${s.slice(0,7)}…${a.slice(0,7)}`;return/^[\w.-]+\/[\w.-]+$/.test(t)&&[s,a].every(n=>/^[0-9a-f]{7,64}$/.test(n))?(0,i.qy)`<a href="https://github.com/${t}/compare/${s}...${a}" rel="noreferrer">Commits ${o}</a>`:(0,i.qy)`<span>Commits ${o} of ${t}</span>`}function Z(t){const{input:s,rows:a}=t;if(a.length===0)return(0,i.qy)``;const e=["Runtime","Benchmark",...s.history.hosts.length>1?["Host"]:[],"Now","Last step","Noise","Lately"],n={Now:"n change","Last step":"said",Noise:"n extra",Lately:"extra",Host:"extra"};return(0,i.qy)`<section aria-labelledby="series"><h2 id="series">Every series</h2>
${X(t)}
<div class="scroll" tabindex="0" role="region" aria-labelledby="series">
<table class="cells">
<thead><tr>${e.map(r=>(0,i.qy)`<th scope="col" class="${n[r]??""}">${r==="Lately"?r:(0,i.qy)`<button>${r}</button>`}</th>`)}</tr></thead>
${a.map((r,l)=>K(t,r,l,e.length))}
</table>
</div>
<p class="after muted">Open a row for its chart. Now: cost against native, or native itself as it was measured, since the last step. Up is worse.</p>
<script type="application/json" id="history">${(0,i.IZ)((0,w.et)(z(s,a),0).replaceAll("<","\\u003c"))}</script>
</section>`}function X({input:t,rows:s}){const a=n=>[...new Set(s.map(n))],o=(n,r,l)=>l.length<2?(0,i.qy)``:(0,i.qy)`<label>${r}<select name="${n}"><option value="">all</option>${l.map(([h,u])=>(0,i.qy)`<option value="${h}">${u}</option>`)}</select></label>`,e=n=>n.map(r=>[r,r]);return(0,i.qy)`<div class="controls">
<label for="filter">Find<input id="filter" type="search" placeholder="runtime, benchmark" autocomplete="off"></label>
${o("arm","Runtime",e(a(({shown:n})=>n.cell.arm)))}
${o("benchmark","Benchmark",e(a(({shown:n})=>n.cell.benchmark)))}
${o("host","Host",t.history.hosts.map((n,r)=>[String(r),n.hostname]))}
<span class="count" role="status"></span>
</div>`}function K(t,s,a,o){const{shown:e}=s,{cell:n,host:r}=e,{hosts:l}=t.input.history;return(0,i.qy)`<tbody data-arm="${n.arm}" data-benchmark="${n.benchmark}" data-host="${r}" id="row-${a}">
<tr class="cell"><td class="arm"><i class="swatch ${(0,y.Fu)(n.runtime)}"></i>${n.arm}${l.length>1?(0,i.qy)`<span class="narrow-host"> · ${l[r]?.hostname}</span>`:void 0}</td>
<th scope="row" class="benchmark"><button class="open" aria-expanded="false" aria-controls="cell-${a}" data-series="${a}">${n.benchmark}</button></th>
${l.length>1?(0,i.qy)`<td class="extra muted" data-sort="${r}">${l[r]?.hostname}</td>`:void 0}
<td class="n change" data-sort="${Q(s)}">${(0,E.$D)(e)}</td>
${_(s)}
<td class="n extra" data-sort="${e.noisePercent.toFixed(3)}">${(0,v.u4)(e.noisePercent)}</td>
<td class="extra spark" data-spark="${a}" aria-hidden="true"></td></tr>
<tr class="detail" id="cell-${a}" hidden><td colspan="${o}">${tt(t,s,a)}</td></tr>
</tbody>
`}function Q({cost:t}){return t?(0,v.ho)({ratio:(0,E.$c)(t),low:null,high:null},t.cell.direction).percent.toFixed(3):""}function _({shown:t}){const s=t.steps.at(-1);if(s===void 0)return(0,i.qy)`<td class="said muted" data-sort="">${(0,c.LY)(t)}</td>`;const a=(0,c.kb)(t.points[s.index]?.at??""),o=s.after/s.before,e=(0,v.ho)({ratio:o,low:null,high:null},t.cell.direction).percent>0;return(0,i.qy)`<td class="said" data-sort="${Date.parse(a)}"><span class="${e?"worse":"better"}">${(0,c.B9)(o,t.cell.direction)}</span> <span class="muted">${a}</span></td>`}function tt({input:t},{cost:s,level:a,shown:o},e){const n=t.findings.filter(({series:h})=>h===o),r=t.history.hosts[o.host],l=o.cell.arm===k.s6;return(0,i.qy)`<div class="graph" data-graph="${e}">
<div class="measures" role="group" aria-label="What is drawn">${s&&a?(0,i.qy)`<button class="plain" data-measure="cost" aria-pressed="true">cost against native</button><button class="plain" data-measure="level" aria-pressed="false">as measured</button>`:void 0}</div>
<div class="canvas" tabindex="0" role="group" aria-label="${l?"Level":"Cost"} of ${o.cell.arm} ${o.cell.benchmark} over time; arrow keys go from run to run"></div>
<output class="reading muted">Point at a run, or use the arrow keys.</output>
</div>
<p class="muted where">${r?(0,c.Sm)(r):""}</p>
${n.length===0?(0,i.qy)`<p>No step since ${(0,c.kb)(o.points[0]?.at??"")}: ${(0,c.LY)(o)}.</p>`:(0,i.qy)`<ol class="steps">${n.slice(0,x).map(et)}</ol>`}
${(0,c.nQ)(o).map(h=>(0,i.qy)`<p>${h}.</p>`)}`}function et(t){const{from:s,to:a,times:o,cause:e,commits:n,changes:r}=t;return(0,i.qy)`<li><p><span class="word ${o>1?"worse":"better"}">${(0,c.uw)(t)}</span> between the runs of <span title="${s.id}">${(0,c.kb)(s.at)}</span> and <span title="${a.id}">${(0,c.kb)(a.at)}</span>${n?(0,i.qy)` · ${T(n)}`:void 0}</p>
<p>${e}</p>${st(r)}</li>
`}function st(t){if(t.length<2)return(0,i.qy)``;const s=t.slice(0,V),a=t.length-s.length;return(0,i.qy)`<details><summary>All that changed</summary><ul>${s.map(o=>(0,i.qy)`<li>${(0,O.m)(o)}</li>`)}${a>0?(0,i.qy)`<li>${a} more</li>`:void 0}</ul></details>`}})};export{it as id,lt as ids,ct as modules};
