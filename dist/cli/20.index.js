const Fe=20,Ue=[20],De={9049:((K,j,h)=>{h.d(j,{Fu:()=>$,MT:()=>y,N7:()=>B,Z3:()=>m,bz:()=>u,eP:()=>f});const E={native:{light:"#5b6470",dark:"#a3adb8"},runc:{light:"#4662e5",dark:"#6284e2"},crun:{light:"#019bd9",dark:"#a2fff5"},docker:{light:"#cb3502",dark:"#cc7c00"},containerd:{light:"#aa8500",dark:"#ffff33"},podman:{light:"#be3c98",dark:"#f9b5fe"},runsc:{light:"#639e6e",dark:"#5af090"},incus:{light:"#2c00b8",dark:"#8b46d3"},lxc:{light:"#730503",dark:"#b54e08"},lxd:{light:"#7a6abd",dark:"#db93fb"},nspawn:{light:"#726c26",dark:"#b7d600"},bwrap:{light:"#0a1a12",dark:"#5cc772"},firecracker:{light:"#fe5260",dark:"#e51b70"},qemu:{light:"#3d145e",dark:"#606fa8"}},w={light:"#7a7f87",dark:"#8b939d"},C={surface:{light:"#ffffff",dark:"#14181d"},raised:{light:"#f5f6f8",dark:"#1c2229"},line:{light:"#d8dde3",dark:"#343c46"},text:{light:"#1b2129",dark:"#e6eaef"},muted:{light:"#57606a",dark:"#9aa5b1"},link:{light:"#0a58b8",dark:"#7db4ff"},worse:{light:"#b42318",dark:"#ff8a7d"},better:{light:"#14713d",dark:"#5fd08d"},doubt:{light:"#8a5a00",dark:"#e3b341"}},y=g=>`var(--${g})`,u=(g,M)=>`var(--${m(g,M)})`,m=(g,M)=>`runtime-${L(g,M)}`,B=[...Object.keys(E),"unknown"].map(g=>`.runtime-${g}{background:var(--runtime-${g})}`).join("");function L(g,M){return x(g.plan.arms.find(({id:q})=>q===M)?.runtime??"")}const x=g=>Object.hasOwn(E,g)?g:"unknown",$=g=>`runtime-${x(g)}`;function S(g){const M=Object.entries({...E,unknown:w});return[...Object.entries(C).map(([q,W])=>`--${q}:${W[g]}`),...M.map(([q,W])=>`--runtime-${q}:${W[g]}`)].join(";")}function f(g){return[`${g}{color-scheme:light dark;${S("light")}}`,`@media (prefers-color-scheme:dark){${g}{${S("dark")}}}`,`@media print{${g}{color-scheme:light;${S("light")}}}`].join(`
`)}}),5020:((K,j,h)=>{h.r(j),h.d(j,{page:()=>ut,renderHtml:()=>je});var E=h(7598),w=h(1656),C=h(5521),y=h(3911),u=h(3533),m=h(9049);const B=7.2,L=8,x=12,$=(t,e)=>(0,y.$Q)((0,y.g$)(t),e);function S(t,e){const n=t.map(o=>$(o,e).length);return Math.ceil(L+B*Math.max(4,...n)+x)}var f=h(9340),g=h(755);const M=12,q='system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',{document:W}=(0,g.BW)("<!doctype html><html><body></body></html>");function F(t,e){const n=f.plot({...e,document:W,width:t.width,height:t.height,className:"tare-chart",style:{fontSize:`${M}px`}});for(const a of["class","font-size","font-family"])n.removeAttribute(a);for(const a of n.querySelectorAll("style"))a.remove();const o=`<svg role="img" aria-label="${Q(t.label)}" font-size="${M}" font-family='${q}' `;return String(n.outerHTML).replace(/<[a-z][^>]*>/gi,ft).replace("<svg ",o)}const mt=/ (?:aria-label|aria-description|aria-hidden|style)="[^"]*"/g;function ft(t){return t.replace(mt,"").replace(/\d+\.\d{3,}/g,e=>String(Number(Number(e).toFixed(1))))}function Q(t){return(0,y.g$)(t,Number.POSITIVE_INFINITY).replace(/[&<>"']/g,e=>`&#${e.codePointAt(0)};`)}const I=16;function Le(t,e){const[n=0,o=0]=["width","height"].map(c=>Number(new RegExp(`<svg[^>]* ${c}="([\\d.]+)"`).exec(e)?.[1])),[a,r]=t.map(Q),i=I+44,[d,s]=[n+2*I,o+i+I];return[`<svg xmlns="http://www.w3.org/2000/svg" width="${d}" height="${s}" viewBox="0 0 ${d} ${s}" font-family='${q}'>`,`<style>${colourStyle("svg")}</style>`,`<rect width="100%" height="100%" rx="6" fill="${surface("surface")}"/>`,`<text x="${I}" y="${I+14}" font-size="16" font-weight="600" fill="${surface("text")}">${a}</text>`,`<text x="${I}" y="${I+34}" font-size="12" fill="${surface("muted")}">${r}</text>`,e.replace("<svg ",`<svg x="${I}" y="${i}" color="${surface("text")}" `),`</svg>
`].join(`
`)}const ht=22,U=24,_=44;function D(t,e,n){const o=(0,u.E1)(Math.max(...e.rows.flatMap(({values:v})=>v)),e.unit),a=e.rows.map(v=>gt(t,v,e)),r=e.rows.flatMap(({heading:v,arm:O,values:R})=>R.map(Be=>({heading:v,arm:O,value:Be*o.factor,colour:(0,m.bz)(t,O)}))),i=[...new Set(a.map(({heading:v})=>v))],d=[...new Set(a.map(({arm:v})=>v))],s=n<500?13:26,[c,p]=[S(d,s),76],b=v=>v.level*o.factor;return F({label:`${i.join(", ")} by runtime: ${a.map(({heading:v,arm:O,text:R})=>`${O} ${v} ${R}`).join("; ")}.`,width:n,height:i.length*(U+ht*d.length)+_},{marginLeft:c,marginRight:p,marginTop:0,marginBottom:_,x:{domain:[0,Math.max(...r.map(({value:v})=>v))*1.02],label:null},y:{domain:["",...d],axis:null,padding:0},fy:{domain:i,axis:null,padding:0},marks:[...bt(i,`${e.axis} (${o.unit.trim()}) →`,c,n),f.barX(a,{fy:"heading",y:"arm",x:b,fill:"colour",fillOpacity:.35,insetTop:4,insetBottom:4,title:"tip"}),f.tickX(a,{fy:"heading",y:"arm",x:b,stroke:"colour",strokeWidth:3,inset:4}),f.dot(r,{fy:"heading",y:"arm",x:"value",r:1.8,fill:"colour"}),...xt(a,s,c,p)]})}function gt(t,{heading:e,arm:n,values:o},{unit:a}){const r=(0,C.JZ)([...o]),i=`${(0,u.eI)(Math.min(...o),a)} to ${(0,u.eI)(Math.max(...o),a)}`,d=(0,u.eI)(r,a),s=o.length===1?d:`median ${d}
${i} in ${o.length} launches`;return{heading:e,arm:n,level:r,text:d,colour:(0,m.bz)(t,n),tip:`${(0,y.g$)(n)}, ${e}
${s}`}}function bt(t,e,n,o){const a=o<500?4:8;return[f.gridX({ticks:a,stroke:(0,m.MT)("line"),strokeOpacity:1,insetTop:U}),f.ruleX([0],{stroke:(0,m.MT)("muted"),insetTop:U}),f.axisX({ticks:a,facetAnchor:"bottom",tickFormat:r=>r===0?"0":String(Number((0,u.ZV)(r))),tickSize:0,color:(0,m.MT)("muted"),label:e,labelAnchor:"center",labelArrow:"none",labelOffset:40}),f.text(t,{fy:r=>r,text:r=>r,frameAnchor:"top-left",dx:-n,dy:8,fontWeight:600,fill:(0,m.MT)("text")})]}function xt(t,e,n,o){const a={fy:"heading",y:"arm",fill:(0,m.MT)("text")};return[f.text(t,{...a,text:({arm:r})=>$(r,e),frameAnchor:"left",dx:-n+8}),f.text(t,{...a,text:"text",frameAnchor:"right",textAnchor:"end",dx:o})]}const vt=[{id:"lifecycle",title:"Start-up and shutdown",caption:"Bar: the median; dots: every launch. Start-up is from the call of the runtime until the sandbox answers, shutdown from the request to end until the runtime is done.",unit:"ms",axis:"time",panels:[{heading:"start-up",figure:t=>t.startupMs},{heading:"shutdown",figure:t=>t.shutdownMs}]},{id:"footprint",title:"Memory of an idle sandbox",caption:"Bar: the median; dots: every launch. Proportional set size: all of its processes on the host, a guest’s memory too. Control group: what the kernel charges to it, page cache too. Daemons are in neither.",unit:"B",axis:"memory",panels:[{heading:"proportional set size",figure:t=>t.footprint?.pssBytes},{heading:"control group",figure:t=>t.footprint?.cgroupBytes}]}];function yt(t){return[...vt.flatMap(({id:n,title:o,caption:a,unit:r,axis:i,panels:d})=>{const s=d.flatMap(({heading:c,figure:p})=>wt(t,c,p));return s.length===0?[]:[{id:n,title:o,caption:a,draw:c=>D(t,{unit:r,axis:i,rows:s},c)}]}),...$t(t)]}function $t(t){const e="proportional set size",n=t.environments.flatMap(({arm:r,daemon:i})=>i?[{heading:e,arm:r,values:[i.pssBytes]}]:[]);return n.length===0?[]:[{id:"daemons",title:"Memory of a daemon",caption:"Of the daemon and what it has started: one for all sandboxes of its runtime, weighed once, while there was none.",draw:r=>D(t,{unit:"B",axis:"memory",rows:n},r)}]}function wt(t,e,n){const o=t.blocks.flatMap(r=>r.launches);return[w.s6,...t.plan.arms.map(({id:r})=>r).filter(r=>r!==w.s6)].flatMap(r=>{const i=o.flatMap(d=>d.arm===r?n(d)??[]:[]);return i.length===0?[]:[{heading:e,arm:r,values:i}]})}var H=h(4098),T=h(9270);const kt=20,X=24,tt=44,Mt="Point: the estimate; line: its 95 % interval; hollow and ~: the interval includes no difference. Throughput is turned into time: 20 % less of it is 25 % more time.";function Tt(t){const e=Ot(t);if(e.length!==0)return{id:"overhead",title:"Cost against native",caption:Mt,draw:n=>At(e,n)}}function Ot({run:t,overheads:e}){const n=(0,H.j)(t,e).filter(o=>o!==w.s6);return(0,H.T)(t,e).filter(({observed:o})=>!o).flatMap(({cells:o})=>n.flatMap(a=>St(t,o.get(a))))}function St(t,e){if(!e?.overhead)return[];const{arm:n,benchmark:o,unit:a,direction:r,level:i,nativeLevel:d,noisePercent:s}=e,{estimate:c,interval:p,evidence:b}=(0,u.BD)((0,u.ho)(e.overhead,r)),v=(0,T.aO)(e.overhead,r),O=`${(0,u.eI)(i,a,s)}, native ${(0,u.eI)(d,a,s)}`;return[{...v,benchmark:o,arm:n,proven:b!=="none",colour:(0,m.bz)(t,n),text:(0,u.BD)({...v,direction:"lower"}).estimate,tip:`${(0,y.g$)(n)}, ${(0,y.g$)(o)}
cost ${c} ${p}
${(0,y.g$)(O)}
${e.blocks} blocks`}]}function At(t,e){const n=[...new Set(t.map(({benchmark:p})=>p))],o=[...new Set(t.map(({arm:p})=>p))],a=e<500?13:26,[r,i]=[S(o,a),66],d=t.flatMap(({percent:p,low:b,high:v})=>[p,b??p,v??p]),s=(0,T.Mw)(d,e-r-i,46),c=X+kt*o.length;return F({label:`Cost of ${o.join(", ")} against native in ${n.length} benchmarks; the table has every figure.`,width:e,height:n.length*c+tt},{marginLeft:r,marginRight:i,marginTop:0,marginBottom:tt,x:{type:s.type,constant:T.Ps,domain:[...s.domain],label:null},y:{type:"band",domain:["",...o],axis:null,padding:0},fy:{domain:n,axis:null,padding:0},marks:[...Ct(n,s.ticks,r),...qt(t,a,r,i,s.domain)]})}function Ct(t,e,n){const o=t.map(a=>({benchmark:a}));return[f.gridX(e,{stroke:(0,m.MT)("line"),strokeOpacity:1,insetTop:X}),f.ruleX([0],{stroke:(0,m.MT)("muted"),insetTop:X}),f.axisX(e,{facetAnchor:"bottom",tickFormat:T.dm,tickSize:0,color:(0,m.MT)("muted"),label:"time for the same work, against native →",labelAnchor:"center",labelArrow:"none",labelOffset:40}),f.text(o,{fy:"benchmark",text:({benchmark:a})=>(0,y.g$)(a),frameAnchor:"top-left",dx:-n,dy:8,fontWeight:600,fill:(0,m.MT)("text")})]}function qt(t,e,n,o,[a,r]){const i=t.filter(({low:c,high:p})=>c!==null||p!==null),d={fy:"benchmark",y:"arm"},s={...d,fill:(0,m.MT)("text")};return[f.text(t,{...s,text:({arm:c})=>$(c,e),frameAnchor:"left",dx:-n+8}),f.link(i,{fy:"benchmark",y1:"arm",y2:"arm",x1:({low:c})=>Math.max(c??a,a),x2:({high:c})=>Math.min(c??r,r),stroke:"colour",strokeWidth:2,title:"tip"}),f.dot(t,{...d,x:"percent",r:4.5,fill:({proven:c,colour:p})=>c?p:(0,m.MT)("surface"),stroke:"colour",strokeWidth:2,title:"tip"}),f.text(t,{...s,text:"text",frameAnchor:"right",textAnchor:"end",dx:o})]}var et=h(2097);const nt=["cpu.prime"],Z=["memory.write.seq.1k","memory.read.seq.1k","memory.write.seq.1m"],G=t=>[`fileio.root.${t}`,`fileio.volume.${t}`],N=(t,e,n)=>({heading:t,benchmarks:e,metric:n}),It=[{number:6,title:"CPU latency",axis:"latency",panels:[N("average",nt,"latency_mean"),N("minimum",nt,"latency_min")]},{number:7,title:"File I/O, sequential read",axis:"throughput",panels:[N("sequential read",G("seqrd"),"throughput")]},{number:8,title:"File I/O, sequential write and rewrite",axis:"throughput",panels:[N("sequential write",G("seqwr"),"throughput"),N("sequential rewrite",G("seqrewr"),"throughput")]},{number:9,title:"Memory, total time",axis:"time for the same work",panels:[N("total time",Z,"total_time")]},{number:10,title:"Memory latency",axis:"latency",panels:[N("average",Z,"latency_mean"),N("minimum",Z,"latency_min")]}];function Nt(t){const e=(0,et.EW)(t,"all").filter(({baselineArm:n})=>n===w.s6);return It.flatMap(n=>Et(t,n,e))}function Et(t,{number:e,title:n,axis:o,panels:a},r){const i=a.map(p=>({panel:p,own:Pt(p,r)})).filter(({own:p})=>p.length>0),d=i.flatMap(({panel:p,own:b})=>jt(p.heading,b)),[s]=i.flatMap(({own:p})=>p);if(!s||d.length===0)return[];const c=[...new Set(i.flatMap(({own:p})=>p.map(({benchmark:b})=>b)))];return[{id:`paper-${e}`,title:`${n} (the paper’s figure ${e})`,caption:`Bar: the median; dots: every launch. From ${c.join(" and ")}; ${s.direction} is better.`,draw:p=>D(t,{unit:s.unit,axis:o,rows:d},p)}]}function Pt({benchmarks:t,metric:e},n){return t.map(a=>n.filter(r=>r.benchmark===a&&r.metric===e&&r.observations.length>0)).find(a=>a.length>0)??[]}function jt(t,e){const[n]=e.toSorted((a,r)=>r.observations.length-a.observations.length),o=(n?.observations??[]).map(({baseline:a})=>a);return[{heading:t,arm:w.s6,values:o},...e.map(({arm:a,observations:r})=>({heading:t,arm:a,values:r.map(({candidate:i})=>i)}))].filter(({values:a})=>a.length>0)}const Y={narrow:352,wide:840};function zt(t){return[Tt(t),...yt(t.run),...Nt(t.run)].filter(n=>n!==void 0)}function We(t,e){return standaloneSvg([t.title,e],t.draw(CHART_WIDTHS.wide))}var P=h(3297),k=h(5237);const ot=190,V={marginLeft:52,marginRight:8,marginTop:22,marginBottom:40};function Rt(t,e){const{sides:n,direction:o,colour:a,label:r}=t,i=n.flatMap(b=>Ht(b,o)),d=n.flatMap(b=>Ft(b,o)),s=ot-V.marginTop-V.marginBottom,c=(0,T.Mw)([...i,...d].map(({percent:b})=>b),s,20),p={fx:"side",x:"block",y:"percent"};return F({label:r,width:e,height:ot},{...V,x:{label:null,inset:8},y:{type:c.type,constant:T.Ps,domain:[...c.domain],label:null},fx:{domain:n.map(({heading:b})=>b),label:null,axis:null,padding:.06},marks:[...Wt(c.ticks,n),f.dot(i,{...p,render:Lt(a)}),f.dot(d,{...p,r:4,fill:"none",stroke:a,strokeWidth:1.5,title:"tip"})]})}const Bt=3.4;function Lt(t){const e={fill:"none",stroke:t,"stroke-width":Bt,"stroke-linecap":"round","stroke-opacity":.75};return(n,o,{x:a,y:r},i,{document:d})=>{const s=d.createElementNS("http://www.w3.org/2000/svg","path"),c=(p,b)=>Number(p?.[b]).toFixed(1);s.setAttribute("d",n.map(p=>`M${c(a,p)},${c(r,p)}h0`).join(""));for(const[p,b]of Object.entries(e))s.setAttribute(p,String(b));return s}}function Wt(t,e){return[f.gridY(t,{stroke:(0,m.MT)("line"),strokeOpacity:1}),f.ruleY([0],{stroke:(0,m.MT)("muted")}),f.axisY(t,{facetAnchor:"left",tickFormat:T.dm,tickSize:0,color:(0,m.MT)("muted"),label:null}),f.axisX({ticks:5,tickFormat:"d",tickSize:0,color:(0,m.MT)("muted"),label:"block, in the order taken",labelAnchor:"center",labelArrow:"none",labelOffset:36}),f.text(e,{fx:"heading",text:"heading",frameAnchor:"top-left",dy:-20,fontWeight:600,fill:(0,m.MT)("text")})]}function Ht({heading:t,blocks:e},n){return e.flatMap(({block:o,pairs:a})=>a.map(({baseline:r,candidate:i})=>at(t,o,i/r,n)))}function Ft({heading:t,blocks:e},n){return e.map(({block:o,difference:a,pairs:r})=>{const i=at(t,o,Math.exp(a),n);return{...i,tip:`block ${o}: ${Ut(i.percent)}, ${r.length} pairs`}})}function at(t,e,n,o){return{side:t,block:e,percent:(0,T.aO)({ratio:n,low:null,high:null},o).percent}}const Ut=t=>t===0?"no difference":(0,T.dm)(t);var Dt=h(5844),rt=h(7324),l=h(6635);const Xt=58,Zt=540;function Gt(t,e,n){return(0,l.qy)`<div class="columns"><div>
${Yt(t,e)}
${e.explanation?(0,l.qy)`<details><summary>How it was decided</summary><pre tabindex="0">${(0,l.Mn)((0,Dt.j)(e.explanation,Xt))}</pre></details>`:void 0}
${Kt(e,n)}
<details><summary>Measure this cell again</summary><pre class="command">${(0,rt.M)(t.run,e.arm,e.benchmark)}</pre></details>
</div>${Qt(t,e)}</div>`}function Yt({run:t},e){const{compared:n,overhead:o,unit:a}=e,r=o?.overhead?(0,u.BD)((0,u.ho)(o.overhead,o.direction)):void 0,d=[["measures",t.plan.benchmarks.find(({id:c})=>c===e.benchmark)?.summary],["baseline",n&&(0,u.eI)(n.baselineLevel,a,n.noisePercent)],["now",n&&(0,u.eI)(n.candidateLevel,a,n.noisePercent)],["cost against native",r&&`${r.estimate} ${r.interval}`],["native",o&&(0,u.eI)(o.nativeLevel,a,o.noisePercent)],["measured",n?void 0:o&&(0,u.eI)(o.level,a,o.noisePercent)],["blocks",Vt(e)],["noise",(0,u.u4)((n??o)?.noisePercent??null)],["left out",Jt(e)]].filter(([,c])=>c!==void 0&&c!==""),s=[...n?[n.reason]:[],...o?.notes??[]];return(0,l.qy)`${s.map(c=>(0,l.qy)`<p>${c}</p>`)}
<dl>${d.map(([c,p])=>(0,l.qy)`<dt>${c}</dt><dd>${p}</dd>`)}</dl>`}function Vt({compared:t,overhead:e}){if(!t)return String(e?.blocks??0);const{baselineBlocks:n,candidateBlocks:o}=t;return n===o?String(o):`${n}, now ${o}`}function Jt({sides:t}){return t.flatMap(n=>n.drops.map(o=>({...o,run:n.run}))).map(({arm:n,reason:o,count:a,run:r})=>`${n}: ${o}, ${(0,u.U9)(a,"time")} (run ${r})`).join("; ")}function Kt({sides:t},e){const n=t.flatMap(({blocks:o})=>o).reduce((o,{pairs:a})=>o+a.length,0);return n===0?(0,l.qy)``:(0,l.qy)`<details data-cell="${e}"><summary>All ${(0,u.U9)(n,"pair")}</summary><div class="pairs" tabindex="0" role="region" aria-label="pairs"></div></details>`}const it=(t,e)=>t.length<2?"":e===0?"baseline":"this run";function Qt({run:t},{arm:e,benchmark:n,unit:o,direction:a,sides:r}){if(r.every(({blocks:s})=>s.length===0))return(0,l.qy)``;const[i]=r,d=Rt({label:`${e} ${n}: every pair, block by block; the list of pairs has the figures.`,direction:a,colour:(0,m.bz)(t,e),sides:r.map(({blocks:s},c)=>({heading:it(r,c),blocks:s}))},r.length<2?Y.narrow:Zt);return(0,l.qy)`<figure>${(0,l.IZ)(d)}<figcaption>${o.endsWith("B")?"Memory":"Time"} of ${e} against ${i?.baselineArm}. Dots: pairs; rings: their mean in a block, on which the statistics stand.</figcaption></figure>`}function _t(t){const e=t.map(({unit:n,sides:o})=>({unit:(0,y.g$)(n),sides:o.map((a,r)=>({title:[it(o,r),`run ${(0,y.g$)(a.run)}`].filter(i=>i!=="").join(", "),baseline:(0,y.g$)(a.baselineArm),candidate:(0,y.g$)(a.candidateArm),blocks:a.blocks.map(({block:i,pairs:d})=>[i,d.map(({k:s,baseline:c,candidate:p})=>[s,c,p])])}))}));return(0,l.qy)`<script type="application/json" id="pairs">${(0,l.IZ)((0,y.et)(e,0).replaceAll("<","\\u003c"))}</script>`}const z=({arm:t,benchmark:e})=>JSON.stringify([t,e]);function te(t){const{run:e,overheads:n,comparison:o}=t,a=new Map((t.explanations?.()??[]).map(s=>[z(s.cell),s])),r=new Map(n.map(s=>[z(s),s])),i=new Map((0,et.EW)(e).map(s=>[z(s),ee(e.id,s)]));return(o?k.jT.flatMap(s=>(0,k.nc)(o,s)):n.filter(({arm:s})=>s!==w.s6)).map(s=>{const{arm:c,benchmark:p,unit:b,direction:v}=s,O=a.get(z(s)),R=i.get(z(s));return{arm:c,benchmark:p,unit:b,direction:v,explanation:O,compared:o?s:void 0,overhead:r.get(z(s)),sides:O?ne(O):R?[R]:[]}})}function ee(t,e){const{baselineArm:n,arm:o,observations:a,drops:r}=e;return{run:t,baselineArm:n,candidateArm:o,blocks:a,drops:r}}function ne({baseline:t,candidate:e}){return(t?.run===e?.run?[e]:[t,e]).filter(o=>o!==null)}const oe=[{head:"Runtime",kind:""},{head:"Benchmark",kind:""},{head:"Verdict",kind:""},{head:"Change",kind:"n"},{head:"Baseline",kind:"n extra"},{head:"Now",kind:"n extra"},{head:"Noise",kind:"n extra"}],ae=[{head:"Runtime",kind:""},{head:"Benchmark",kind:""},{head:"Cost",kind:"n"},{head:"Native",kind:"n extra"},{head:"Measured",kind:"n extra"},{head:"Noise",kind:"n extra"},{head:"Blocks",kind:"n extra"}];function re(t){const e=te(t);if(e.length===0)return(0,l.qy)``;const n=t.comparison?oe:ae;return(0,l.qy)`<section aria-labelledby="cells">
<h2 id="cells">${t.comparison?"Every verdict":"Every cost"}</h2>
${ie(t,e)}
<div class="scroll" tabindex="0" role="region" aria-labelledby="cells">
<table class="cells">
<thead><tr>${n.map(({head:o,kind:a})=>(0,l.qy)`<th scope="col" class="${a}"><button>${o}</button></th>`)}</tr></thead>
${e.map((o,a)=>se(t,o,a,n.length))}
</table>
</div>
${_t(e)}
</section>`}function ie({comparison:t},e){const n=[...new Set(e.map(({arm:a})=>a))],o=k.jT.filter(a=>t?.cells.some(r=>r.verdict===a));return(0,l.qy)`<div class="controls">
<label for="filter">Find<input id="filter" type="search" placeholder="runtime, benchmark" autocomplete="off"></label>
${st("arm","Runtime",n)}
${t?st("verdict","Verdict",o):void 0}
<span class="count" role="status"></span>
</div>`}function st(t,e,n){const o=n.map(a=>(0,l.qy)`<option value="${a}">${a}</option>`);return(0,l.qy)`<label>${e}<select name="${t}"><option value="">all</option>${o}</select></label>`}function se(t,e,n,o){const{arm:a,compared:r,overhead:i}=e;return(0,l.qy)`<tbody data-arm="${a}" data-verdict="${r?.verdict??""}">
<tr class="cell"><td class="arm"><i class="swatch ${(0,m.Z3)(t.run,a)}"></i>${a}</td>
<th scope="row" class="benchmark"><button class="open" aria-expanded="false" aria-controls="cell-${n}">${le(t,e)}</button></th>
${r?ce(r):de(i)}</tr>
<tr class="detail" id="cell-${n}" hidden><td colspan="${o}">${Gt(t,e,n)}</td></tr>
</tbody>
`}function le({comparison:t},{compared:e,benchmark:n}){return e&&t?(0,k.kU)(e,t.cells):n}const J={regressed:"worse",missing:"worse",improved:"better",inconclusive:"doubt",equivalent:"muted",worse:"worse",better:"better",none:"muted"},A=(t,e,n)=>(0,l.qy)`<td class="${t}" data-sort="${e===null?"":e}">${n}</td>
`;function ce(t){const{verdict:e,unit:n,noisePercent:o,baselineLevel:a,candidateLevel:r}=t,i=(0,k.C2)(t),d=i?(0,l.qy)`<span class="${J[i.evidence]}">${i.estimate} ${i.word}</span> <span class="interval">${i.interval}</span>`:u.sj;return(0,l.qy)`<td class="said" data-sort="${k.jT.indexOf(e)}"><span class="${J[e]}">${e}</span></td>
${A("n change",(0,k.L9)(t)?.percent??null,d)}
${A("n extra",a,(0,u.eI)(a,n,o))}
${A("n extra",r,(0,u.eI)(r,n,o))}
${A("n extra",o,(0,u.u4)(o))}`}function de(t){if(t===void 0)return(0,l.qy)``;const{overhead:e,direction:n,level:o,nativeLevel:a,unit:r,noisePercent:i,blocks:d,failures:s}=t,c=e&&(0,u.ho)(e,n),p=o===null&&s>0?"failed":u.sj;return(0,l.qy)`${A("n change",c?.percent??null,c?pe((0,u.BD)(c)):p)}
${A("n extra",a,(0,u.eI)(a,r,i))}
${A("n extra",o,(0,u.eI)(o,r,i))}
${A("n extra",i,(0,u.u4)(i))}
${A("n extra",d,String(d))}`}const pe=({estimate:t,interval:e,evidence:n})=>(0,l.qy)`<span class="${J[n]}">${t}</span> <span class="interval">${e}</span>`;var ue=h(2362);function me(t){const{run:e,gate:n}=t,o=(0,l.qy)`<p class="brand">tare ${e.tool.version} · run ${e.id} · ${(0,P.fU)(e.startedAt)}</p>`,a=(0,l.qy)`<p class="basis">${(0,P.EN)(e)}. ${(0,P.WL)(e)}.</p>`;if(t.comparison===void 0){const c=n?.pass===!1?"fail":"";return(0,l.qy)`${o}<div class="verdict ${c}"><h1>${fe(t)}</h1>
<p>No baseline to compare with, so no verdict.</p></div>${lt(n?.reasons??[])}${a}`}const{comparison:r}=t,{status:i,answer:d,rest:s}=(0,k.Pl)(r,n);return(0,l.qy)`${o}<div class="verdict ${i}"><h1>${d}</h1>${s===""?void 0:(0,l.qy)`<p>${s}</p>`}</div>
${lt((0,k.xH)({comparison:r,gate:n}))}
<p class="basis">${ge(t)}</p>${a}`}const lt=t=>t.length===0?(0,l.qy)``:(0,l.qy)`<ul class="reasons">${t.map(e=>(0,l.qy)`<li>${e}</li>`)}</ul>`;function fe(t){const e=ct(t);return e.length===0?"Native alone was measured":`What ${he(e)} ${e.length===1?"costs":"cost"} here`}function he(t){const e=t.length>4?[...t.slice(0,3),`${t.length-3} more`]:t;return e.length<2?e.join(""):`${e.slice(0,-1).join(", ")} and ${e.at(-1)}`}function ge({comparison:t,run:e}){if(t===void 0)return"";const{settings:n,baseline:o,mode:a}=t,r=a==="ab"?(0,P.Mm)(e).map(s=>`${s.candidate} against ${s.baseline}`).join(", "):`Against run ${o.id} of ${(0,P.fU)(o.startedAt)} (${o.source}): each runtime’s cost against native in its own run`,i=(0,k.lt)(t).map(({benchmark:s})=>s),d=i.length===0?"":` The host moved, which is no verdict about a runtime: native itself changed in ${i.join(", ")}.`;return`${r}. Nothing under ${n.minEffectPercent} % is called regressed; ${Number((100*n.alpha).toPrecision(3))} % is the chance of any false alarm in ${(0,u.U9)(n.cells,"cell")}.${d}`}const ct=({run:t,overheads:e})=>(0,H.j)(t,e).filter(n=>n!==w.s6);function be(t){const e=ct(t).map(n=>xe(t,n));return e.length===0||t.overheads.every(({overhead:n})=>n===null)?(0,l.qy)``:(0,l.qy)`<section aria-labelledby="runtimes"><h2 id="runtimes">Runtimes</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="runtimes"><table>
<thead><tr><th scope="col">Runtime</th><th scope="col" class="n">Median cost</th><th scope="col" class="n">Highest proven</th><th scope="col" class="extra">in</th><th scope="col" class="n">Start-up</th><th scope="col" class="n">Memory</th><th scope="col" class="extra">What it is</th></tr></thead>
<tbody>${e}</tbody></table></div></section>`}function xe({run:t,overheads:e},n){const o=ve({run:t,overheads:e},n),a=o.length===0?u.sj:(0,u.l9)((0,C.JZ)(o.map(({percent:i})=>i))),[r]=o.filter(({evidence:i})=>i==="worse").toSorted((i,d)=>d.times-i.times);return(0,l.qy)`<tr><th scope="row"><i class="swatch ${(0,m.Z3)(t,n)}"></i>${n}</th><td class="n">${a}</td>
<td class="n">${r?.estimate??"none proven"}</td><td class="extra muted">${r?.benchmark}</td><td class="n">${ye(e,n)}</td><td class="n">${$e(t,n)}</td>
<td class="wrap extra muted">${(0,P.u0)(t).get(n)??u.sj}</td></tr>
`}function ve({run:t,overheads:e},n){return(0,H.T)(t,e).flatMap(({observed:o,benchmark:a,cells:r})=>{const i=r.get(n);if(o||!i?.overhead)return[];const d=(0,u.ho)(i.overhead,i.direction),s=(0,T.aO)(i.overhead,i.direction).percent;return[{benchmark:a,percent:d.percent,times:s,...(0,u.BD)(d)}]})}function ye(t,e){const n=t.find(o=>o.arm===e&&o.benchmark==="lifecycle.startup");return n?(0,u.eI)(n.level,n.unit,n.noisePercent):u.sj}function $e(t,e){const o=t.blocks.flatMap(({launches:r})=>r.filter(i=>i.arm===e)).flatMap(({footprint:r})=>r?.pssBytes??[]);if(o.length===0)return u.sj;const a=t.environments.find(r=>r.arm===e)?.daemon;return`${(0,u.eI)((0,C.JZ)(o),"B")}${a?`, daemon ${(0,u.eI)(a.pssBytes,"B")}`:""}`}function dt(t,e){if(e.length===0)return(0,l.qy)``;const n=t.toLowerCase().replaceAll(" ","-");return(0,l.qy)`<section aria-labelledby="${n}"><h2 id="${n}">${t}</h2>
${e.map(we)}</section>`}function we(t){return(0,l.qy)`<figure id="chart-${t.id}"><h3>${t.title}</h3>
<div class="wide">${(0,l.IZ)(t.draw(Y.wide))}</div><div class="narrow">${(0,l.IZ)(t.draw(Y.narrow))}</div>
<figcaption>${t.caption}</figcaption></figure>
`}function ke(t){const e=(0,ue.h)(t);return e.length===0?(0,l.qy)``:(0,l.qy)`<section aria-labelledby="notes"><h2 id="notes">Warnings and notes</h2><ul class="notes">${e.map(n=>(0,l.qy)`<li>${n}</li>`)}</ul></section>`}function Me(t){const{run:e}=t;return(0,l.qy)`<section aria-labelledby="host"><h2 id="host">Host and versions</h2>
<dl class="facts">${Te(e).map(([n,o])=>(0,l.qy)`<dt>${n}</dt><dd>${o}</dd>`)}</dl>
${Se(e)}${Ce(t)}</section>`}function Te({fingerprint:t,plan:e}){const{cpu:n,storage:o,image:a}=t;return[["CPU",`${n.model}, microcode ${n.microcode}, online ${n.online}`],["CPU settings",`SMT ${n.smt}, governor ${n.governor||"unknown"}, turbo ${n.turbo}`],["kernel",`${t.kernel} (${t.kernelCommandLine})`],["system",`${t.os}, cgroup ${t.cgroup}, ${t.virtualization}`],["storage",[o.device,o.model,o.filesystem,o.options].filter(i=>i!=="").join(", ")],["userland",`${a.recipe}, ${a.sysbench}, ${a.digest}`],["mitigations",Oe(t.mitigations)],["plan",`profile ${e.profile}, seed ${e.seed}, blocks ${e.blocks.min} to ${e.blocks.max}, ${(0,u.U9)(e.pairsPerBlock,"pair")} a block`],["hardware key",t.hardwareKey]].filter(([,i])=>i!=="")}function Oe(t){const e=Object.entries(t),n=e.filter(([,a])=>a!=="Not affected").map(([a,r])=>`${a}: ${r}`),o=e.length-n.length;return[...n,...o===0?[]:[`not affected by ${o} others`]].join("; ")}function Se(t){const e=t.environments.map(n=>Ae(t,n));return e.length===0?(0,l.qy)``:(0,l.qy)`<div class="scroll" tabindex="0" role="region" aria-label="versions"><table><thead><tr><th scope="col">Runtime</th><th scope="col">Source</th><th scope="col">Version</th><th scope="col" class="extra">Binary and its sha256</th></tr></thead>${e}</table></div>`}function Ae(t,{arm:e,source:n,binaries:o}){const a=o.length===0?[{path:"",version:"",sha256:""}]:o,r=(0,l.qy)`<th scope="rowgroup" rowspan="${a.length}"><i class="swatch ${(0,m.Z3)(t,e)}"></i>${e}</th><td class="wrap muted" rowspan="${a.length}">${n}</td>`,i=a.map(({path:d,version:s,sha256:c},p)=>(0,l.qy)`<tr>${p===0?r:void 0}<td class="wrap">${s}</td><td class="wrap extra"><code>${d}</code> <code class="muted">${c.slice(0,12)}</code></td></tr>
`);return(0,l.qy)`<tbody>${i}</tbody>`}function Ce({comparison:t}){const e=(t?.differences??[]).map(({field:n,baseline:o,candidate:a})=>(0,l.qy)`<tr><th scope="row" class="wrap">${n}</th><td class="wrap">${o}</td><td class="wrap">${a}</td></tr>
`);return e.length===0?(0,l.qy)``:(0,l.qy)`<h3 class="differs">What differs from the baseline besides</h3>
<div class="scroll" tabindex="0" role="region" aria-label="differences"><table><thead><tr><th scope="col">Field</th><th scope="col">Baseline</th><th scope="col">Now</th></tr></thead><tbody>${e}</tbody></table></div>`}function qe({run:t}){return(0,l.qy)`<section aria-labelledby="reproduce"><h2 id="reproduce">Measure it again</h2>
<pre class="command" id="command">${(0,rt.f)(t)}</pre>
<p class="after"><button class="plain" data-copy="command">Copy</button></p></section>`}const Ie=`'use strict';
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
`,Ne=`${(0,m.eP)(":root")}
${m.N7}
*{box-sizing:border-box}
body{margin:0;background:var(--surface);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;-webkit-text-size-adjust:100%}
main,header,footer{max-width:1120px;margin:0 auto;padding:0 24px}
header{padding-top:28px}
h1,h2,h3,p{margin:0}
h1{font-size:26px;line-height:1.25;letter-spacing:-.01em;font-weight:650;text-wrap:balance}
h2{font-size:18px;line-height:1.3;font-weight:650;margin-bottom:12px}
h3{font-size:15px;font-weight:650}
.differs{margin:24px 0 10px}
section{margin-top:40px}
.after{margin-top:10px}
a{color:var(--link)}
code,pre,kbd{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.88em}
code{overflow-wrap:anywhere}
.brand{color:var(--muted);font-size:13px;margin-bottom:18px}
.verdict{border-left:5px solid var(--muted);padding:2px 0 2px 16px}
.verdict p{color:var(--muted);margin-top:4px}
.verdict.fail{border-color:var(--worse)}.verdict.pass{border-color:var(--better)}.verdict.warn{border-color:var(--doubt)}
.reasons{margin:16px 0 0;padding-left:20px}
.muted{color:var(--muted)}
.basis{margin-top:12px;color:var(--muted);max-width:78ch}
.swatch{display:inline-block;width:10px;height:10px;border-radius:3px;margin-right:8px;vertical-align:baseline}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px}
.scroll:focus-visible{outline:2px solid var(--link);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--muted);padding:0 0 6px;font-size:13px}
th,td{padding:7px 12px;text-align:left;vertical-align:baseline;white-space:nowrap}
th{font-weight:600;font-size:13px;color:var(--muted);background:var(--raised)}
tbody th{background:none;color:var(--text);font-size:inherit;font-weight:400}
.n{text-align:right}
tbody td,tbody th{border-top:1px solid var(--line)}
td.wrap{white-space:normal;overflow-wrap:anywhere;min-width:16ch}
th button{all:unset;cursor:pointer;white-space:nowrap}
th button::after{content:"";display:inline-block;width:.9em;text-align:center}
th[aria-sort=ascending] button::after{content:"↑"}
th[aria-sort=descending] button::after{content:"↓"}
th button:hover{color:var(--text)}
button:focus-visible,summary:focus-visible,input:focus-visible,select:focus-visible,a:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:4px}
.open{all:unset;cursor:pointer;color:var(--text)}
.open::before{content:"▸";display:inline-block;width:16px;color:var(--muted)}
.open[aria-expanded=true]::before{content:"▾"}
.open:hover{color:var(--link)}
tr.cell:hover>*{background:var(--raised)}
.worse{color:var(--worse)}.better{color:var(--better)}.doubt{color:var(--doubt)}
.word{font-weight:600}
.interval{color:var(--muted);margin-left:6px;display:inline-block;min-width:13.5ch;text-align:left}
.controls{display:flex;flex-wrap:wrap;gap:10px 14px;align-items:end;margin-bottom:12px}
.controls label{display:grid;gap:2px;font-size:13px;color:var(--muted)}
input,select,.plain{font:inherit;font-size:14px;color:var(--text);background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:6px 10px;min-height:36px}
input{width:230px}
.count{margin-left:auto;color:var(--muted);font-size:13px;padding-bottom:8px}
.detail>td{white-space:normal;background:var(--raised);padding:16px 20px 20px}
.detail .columns{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,540px);gap:12px 32px;align-items:start}
.detail dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 14px;margin:12px 0 0}
dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
.detail details{margin-top:12px}
summary{cursor:pointer;color:var(--link)}
pre{margin:8px 0 0;padding:12px 14px;background:var(--surface);border:1px solid var(--line);border-radius:6px;overflow-x:auto;line-height:1.45}
pre.command{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--raised)}
.detail table{width:auto;background:var(--surface);margin-top:8px;font-size:13px}
.detail table th,.detail table td{padding:3px 12px}
.pairs{max-height:420px;overflow:auto;width:max-content;max-width:100%}
figure{margin:0}
figure+figure{margin-top:36px}
figcaption{color:var(--muted);font-size:13px;max-width:80ch;margin-top:6px}
figure h3{margin-bottom:8px}
svg{display:block;max-width:100%;height:auto;color:var(--text)}
.narrow{display:none}
.hit{stroke:var(--text)!important;stroke-width:3px!important}
#tip{position:absolute;z-index:2;pointer-events:none;white-space:pre;background:var(--text);color:var(--surface);border-radius:6px;padding:7px 10px;font-size:12.5px;line-height:1.4;max-width:90vw}
.notes{padding-left:20px;margin:0;max-width:90ch;overflow-wrap:anywhere}
.notes li+li{margin-top:6px}
.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:4px 20px;margin:0 0 20px}
footer{margin-top:56px;padding-bottom:40px;color:var(--muted);font-size:13px}
[hidden]{display:none!important}
.skip{position:absolute;left:-9999px}.skip:focus{left:8px;top:8px;background:var(--surface);padding:8px}
@media screen and (max-width:760px){
main,header,footer{padding-left:16px;padding-right:16px}
h1{font-size:21px}
.extra{display:none}
th,td{padding:7px 8px}
thead th{white-space:normal}
.wide{display:none}.narrow{display:block}
.detail>td{display:block;padding:12px}
.detail .columns{grid-template-columns:minmax(0,1fr)}
.controls label{flex:1 1 40%}
.controls label:first-child{flex-basis:100%}
.controls input,.controls select{width:100%}
.count{margin-left:0;width:100%}
.facts{grid-template-columns:minmax(0,1fr);gap:0}.facts dd{margin-bottom:8px}
.cells,.cells thead,.cells tbody,.cells tr.detail{display:block}
.cells thead tr{display:flex;flex-wrap:wrap;background:var(--raised)}
.cells tr.cell{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:1px 12px;padding:8px 10px;border-top:1px solid var(--line)}
.cells tr.cell>*{border:0;padding:0;background:none}
.cells .benchmark{order:1;white-space:normal;overflow-wrap:anywhere}
.cells .change{order:2}
.cells .arm{order:3;padding-left:16px!important;color:var(--muted);white-space:normal;overflow-wrap:anywhere;font-size:13.5px}
.cells .said{order:4;text-align:right;font-size:13.5px}
.cells .interval{min-width:0}
}
@media (prefers-reduced-motion:reduce){*{transition:none!important}}
@page{margin:14mm}
@media print{
body{font-size:10.5pt}
main,header,footer{max-width:none;padding:0}
.controls,.skip,#tip,.plain,.brand a,details:not([open]){display:none!important}
.open::before,th button::after{content:none!important}
th button{display:contents}
.scroll,.pairs{overflow:visible;border:0;max-height:none}
table{font-size:8pt}
.interval{min-width:0}
.detail .columns{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}
section{margin-top:22pt}
h2,h3{break-after:avoid}
figure,tbody,.detail{break-inside:avoid}
.wide svg{max-height:215mm;width:auto}
thead{display:table-header-group}
th,td{padding:2.5pt 4pt}
pre{white-space:pre-wrap}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}`,pt=t=>`'sha256-${(0,E.createHash)("sha256").update(t).digest("base64")}'`;function Ee({style:t,script:e}){return["default-src 'none'",`style-src ${pt(t)}`,`script-src ${pt(e)}`,"img-src data:","base-uri 'none'","form-action 'none'"].join("; ")}function Pe({run:t,comparison:e,gate:n}){return`${e===void 0?"Cost of runtimes":(0,k.Pl)(e,n).answer} - tare, ${(0,P.fU)(t.startedAt)}`}function je(t){return ut(Pe(t),me(t),[...ze(t),ke(t),Me(t),qe(t)])}function ze(t){const[e,...n]=zt(t),[o,a,r]=[re(t),dt("Charts",e?[e]:[]),dt("More charts",n)],i=be(t);return t.comparison?[o,i,a,r]:[i,a,o,r]}const Re={style:"",script:""};function ut(t,e,n,o=Re){const[a,r]=[Ne+o.style,Ie+o.script];return(0,l.qy)`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${Ee({style:a,script:r})}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${t}</title>
<style>${(0,l.IZ)(a)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the figures</a>
<header>${e}</header>
<main id="main">
${n}
</main>
<footer>Costs and changes are more time or less throughput: + is worse, - is better, ×n is n times as slow, ~ is no evidence of either, [?] is too few blocks for an interval. Made by tare.</footer>
<div id="tip" role="tooltip" hidden></div>
<script>${(0,l.IZ)(r)}</script>
</body>
</html>
`.text}}),6635:((K,j,h)=>{h.d(j,{IZ:()=>m,Mn:()=>B,qy:()=>u});var E=h(3911);class w{text;constructor($){this.text=$}}function C(x){return(0,E.g$)(x,Number.POSITIVE_INFINITY).replace(/[&<>"']/g,$=>`&#${$.codePointAt(0)};`)}function y(x){return x===void 0?"":x instanceof w?x.text:typeof x=="object"?x.map(({text:$})=>$).join(""):C(String(x)).replace(/(?<=\d) (?=%)/g," ")}function u(x,...$){return new w(x.map((S,f)=>f===0?S:y($[f-1])+S).join(""))}const m=x=>new w(x),B=x=>new w(x.split(`
`).map(L).join(`
`));function L(x){const $=/^ */.exec(x)?.[0]??"";return $+C(x.slice($.length))}})};export{Fe as id,Ue as ids,De as modules};
