const on=407,an=[407],rn={9049:((tt,j,g)=>{g.d(j,{Fu:()=>$,MT:()=>y,N7:()=>L,Z3:()=>f,bz:()=>p,eP:()=>h});const N={native:{light:"#5b6470",dark:"#a3adb8"},runc:{light:"#4662e5",dark:"#6284e2"},crun:{light:"#019bd9",dark:"#a2fff5"},docker:{light:"#cb3502",dark:"#cc7c00"},containerd:{light:"#aa8500",dark:"#ffff33"},podman:{light:"#be3c98",dark:"#f9b5fe"},runsc:{light:"#639e6e",dark:"#5af090"},incus:{light:"#2c00b8",dark:"#8b46d3"},lxc:{light:"#730503",dark:"#b54e08"},lxd:{light:"#7a6abd",dark:"#db93fb"},nspawn:{light:"#726c26",dark:"#b7d600"},bwrap:{light:"#0a1a12",dark:"#5cc772"},firecracker:{light:"#fe5260",dark:"#e51b70"},qemu:{light:"#3d145e",dark:"#606fa8"}},w={light:"#7a7f87",dark:"#8b939d"},k={surface:{light:"#ffffff",dark:"#14181d"},raised:{light:"#f5f6f8",dark:"#1c2229"},line:{light:"#d8dde3",dark:"#343c46"},text:{light:"#1b2129",dark:"#e6eaef"},muted:{light:"#57606a",dark:"#9aa5b1"},link:{light:"#0a58b8",dark:"#7db4ff"},worse:{light:"#b42318",dark:"#ff8a7d"},better:{light:"#14713d",dark:"#5fd08d"},doubt:{light:"#8a5a00",dark:"#e3b341"}},y=x=>`var(--${x})`,p=(x,S)=>`var(--${f(x,S)})`,f=(x,S)=>`runtime-${B(x,S)}`,L=[...Object.keys(N),"unknown"].map(x=>`.runtime-${x}{background:var(--runtime-${x})}`).join("");function B(x,S){return v(x.plan.arms.find(({id:C})=>C===S)?.runtime??"")}const v=x=>Object.hasOwn(N,x)?x:"unknown",$=x=>`runtime-${v(x)}`;function O(x){const S=Object.entries({...N,unknown:w});return[...Object.entries(k).map(([C,H])=>`--${C}:${H[x]}`),...S.map(([C,H])=>`--runtime-${C}:${H[x]}`)].join(";")}function h(x){return[`${x}{color-scheme:light dark;${O("light")}}`,`@media (prefers-color-scheme:dark){${x}{${O("dark")}}}`,`@media print{${x}{color-scheme:light;${O("light")}}}`].join(`
`)}}),3407:((tt,j,g)=>{g.r(j),g.d(j,{page:()=>yt,renderHtml:()=>Ke});var N=g(7598),w=g(1656),k=g(5521),y=g(3911),p=g(3533),f=g(9049);const L=7.2,B=8,v=12,$=(t,e)=>(0,y.$Q)((0,y.g$)(t),e);function O(t,e){const n=t.map(o=>$(o,e).length);return Math.ceil(B+L*Math.max(4,...n)+v)}var h=g(9340),x=g(755);const S=12,C='system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',{document:H}=(0,x.BW)("<!doctype html><html><body></body></html>");function U(t,e){const n=h.plot({...e,document:H,width:t.width,height:t.height,className:"tare-chart",style:{fontSize:`${S}px`}});for(const a of["class","font-size","font-family"])n.removeAttribute(a);for(const a of n.querySelectorAll("style"))a.remove();const o=`<svg role="img" aria-label="${et(t.label)}" font-size="${S}" font-family='${C}' `;return String(n.outerHTML).replace(/<[a-z][^>]*>/gi,wt).replace("<svg ",o)}const $t=/ (?:aria-label|aria-description|aria-hidden|style)="[^"]*"/g;function wt(t){return t.replace($t,"").replace(/\d+\.\d{3,}/g,e=>String(Number(Number(e).toFixed(1))))}function et(t){return(0,y.g$)(t,Number.POSITIVE_INFINITY).replace(/[&<>"']/g,e=>`&#${e.codePointAt(0)};`)}const q=16;function tn(t,e){const[n=0,o=0]=["width","height"].map(c=>Number(new RegExp(`<svg[^>]* ${c}="([\\d.]+)"`).exec(e)?.[1])),[a,r]=t.map(et),s=q+44,[d,i]=[n+2*q,o+s+q];return[`<svg xmlns="http://www.w3.org/2000/svg" width="${d}" height="${i}" viewBox="0 0 ${d} ${i}" font-family='${C}'>`,`<style>${colourStyle("svg")}</style>`,`<rect width="100%" height="100%" rx="6" fill="${surface("surface")}"/>`,`<text x="${q}" y="${q+14}" font-size="16" font-weight="600" fill="${surface("text")}">${a}</text>`,`<text x="${q}" y="${q+34}" font-size="12" fill="${surface("muted")}">${r}</text>`,e.replace("<svg ",`<svg x="${q}" y="${s}" color="${surface("text")}" `),`</svg>
`].join(`
`)}const kt=22,D=24,nt=44;function X(t,e,n){const o=(0,p.E1)((0,k.T9)(e.rows.flatMap(({values:b})=>b)),e.unit),a=e.rows.map(b=>St(t,b,e)),r=e.rows.flatMap(({heading:b,arm:T,values:z})=>Mt(z).map(_e=>({heading:b,arm:T,value:_e*o.factor,colour:(0,f.bz)(t,T)}))),s=[...new Set(a.map(({heading:b})=>b))],d=[...new Set(a.map(({arm:b})=>b))],i=n<500?13:26,[c,u]=[O(d,i),76],m=b=>b.level*o.factor;return U({label:`${s.join(", ")} by runtime: ${a.map(({heading:b,arm:T,text:z})=>`${T} ${b} ${z}`).join("; ")}.`,width:n,height:s.length*(D+kt*d.length)+nt},{marginLeft:c,marginRight:u,marginTop:0,marginBottom:nt,x:{domain:[0,(0,k.T9)(r.map(({value:b})=>b))*1.02],label:null},y:{domain:["",...d],axis:null,padding:0},fy:{domain:s,axis:null,padding:0},marks:[...Tt(s,`${e.axis} (${o.unit.trim()}) →`,c,n),h.barX(a,{fy:"heading",y:"arm",x:m,fill:"colour",fillOpacity:.35,insetTop:4,insetBottom:4,title:"tip"}),h.tickX(a,{fy:"heading",y:"arm",x:m,stroke:"colour",strokeWidth:3,inset:4}),h.dot(r,{fy:"heading",y:"arm",x:"value",r:1.8,fill:"colour"}),...Ot(a,i,c,u)]})}const Z=1e3;function Mt(t){if(t.length<=Z)return t;const e=t.toSorted((o,a)=>o-a),n=(e.length-1)/(Z-1);return Array.from({length:Z},(o,a)=>e[Math.round(a*n)])}function St(t,{heading:e,arm:n,values:o},{unit:a}){const r=(0,k.JZ)([...o]),s=`${(0,p.eI)((0,k.jk)([...o]),a)} to ${(0,p.eI)((0,k.T9)([...o]),a)}`,d=(0,p.eI)(r,a),i=o.length===1?d:`median ${d}
${s} in ${o.length} launches`;return{heading:e,arm:n,level:r,text:d,colour:(0,f.bz)(t,n),tip:`${(0,y.g$)(n)}, ${e}
${i}`}}function Tt(t,e,n,o){const a=o<500?4:8;return[h.gridX({ticks:a,stroke:(0,f.MT)("line"),strokeOpacity:1,insetTop:D}),h.ruleX([0],{stroke:(0,f.MT)("muted"),insetTop:D}),h.axisX({ticks:a,facetAnchor:"bottom",tickFormat:r=>r===0?"0":String(Number((0,p.ZV)(r))),tickSize:0,color:(0,f.MT)("muted"),label:e,labelAnchor:"center",labelArrow:"none",labelOffset:40}),h.text(t,{fy:r=>r,text:r=>r,frameAnchor:"top-left",dx:-n,dy:8,fontWeight:600,fill:(0,f.MT)("text")})]}function Ot(t,e,n,o){const a={fy:"heading",y:"arm",fill:(0,f.MT)("text")};return[h.text(t,{...a,text:({arm:r})=>$(r,e),frameAnchor:"left",dx:-n+8}),h.text(t,{...a,text:"text",frameAnchor:"right",textAnchor:"end",dx:o})]}const At=[{id:"lifecycle",title:"Start-up and shutdown",caption:"Bar: the median; dots: every launch. Start-up is from the call of the runtime until the sandbox answers, shutdown from the request to end until the runtime is done.",unit:"ms",axis:"time",panels:[{heading:"start-up",figure:t=>t.startupMs},{heading:"shutdown",figure:t=>t.shutdownMs}]},{id:"footprint",title:"Memory of an idle sandbox",caption:"Bar: the median; dots: every launch. Proportional set size: all of its processes on the host, a guest’s memory too. Control group: what the kernel charges to it, page cache too. Daemons are in neither.",unit:"B",axis:"memory",panels:[{heading:"proportional set size",figure:t=>t.footprint?.pssBytes},{heading:"control group",figure:t=>t.footprint?.cgroupBytes}]}];function Ct(t){return[...At.flatMap(({id:n,title:o,caption:a,unit:r,axis:s,panels:d})=>{const i=d.flatMap(({heading:c,figure:u})=>It(t,c,u));return i.length===0?[]:[{id:n,title:o,caption:a,draw:c=>X(t,{unit:r,axis:s,rows:i},c)}]}),...qt(t)]}function qt(t){const e="proportional set size",n=t.environments.flatMap(({arm:r,daemon:s})=>s?[{heading:e,arm:r,values:[s.pssBytes]}]:[]);return n.length===0?[]:[{id:"daemons",title:"Memory of a daemon",caption:"Of the daemon and what it has started: one for all sandboxes of its runtime, weighed once, while there was none.",draw:r=>X(t,{unit:"B",axis:"memory",rows:n},r)}]}function It(t,e,n){const o=t.blocks.flatMap(r=>r.launches);return[w.s6,...t.plan.arms.map(({id:r})=>r).filter(r=>r!==w.s6)].flatMap(r=>{const s=o.flatMap(d=>d.arm===r?n(d)??[]:[]);return s.length===0?[]:[{heading:e,arm:r,values:s}]})}var W=g(4098);const ot=30,F=2,Nt=[.2,.5,1,2,5,10,20],Et=[-90,-80,-50,-20,-10,-5,-2,0,2,5,10,20,50,100,200,400,900,1900,4900,9900,19900,49900,99900,999900,9999900];function at(t,e,n){const[o,a]=[Math.min(0,...t),Math.max(0,...t)];return a<=ot&&o>=-ot?Pt(o,a,e/n):jt(o,a,e,n)}function Pt(t,e,n){const o=Math.max(e-t,1),[a,r]=[t-.04*o,Math.max(e,t+1)+.04*o],s=Nt.find(c=>(r-a)/c<=n)??20,d=Math.ceil(a/s),i=Math.floor(r/s)-d+1;return{type:"linear",domain:[a,r],ticks:Array.from({length:i},(c,u)=>(d+u)*s)}}const E=t=>Math.sign(t)*Math.log1p(Math.abs(t)/F),rt=t=>Math.sign(t)*F*Math.expm1(Math.abs(t));function jt(t,e,n,o){const a=.04*(E(e)-E(t)),[r,s]=[E(t)-a,E(e)+a],d=m=>n*(E(m)-r)/(s-r),c=[...Et.filter(m=>E(m)>=r&&E(m)<=s)].sort((m,b)=>Math.abs(m)-Math.abs(b)),u=[];for(const m of c)u.every(b=>Math.abs(d(b)-d(m))>=o)&&u.push(m);return{type:"symlog",domain:[Math.max(rt(r),-99.9),rt(s)],ticks:u}}function G(t){if(t>=100)return`×${Number((1+t/100).toPrecision(3))}`;const e=String(Number(Math.abs(t).toPrecision(3)));return t===0?"same":`${t<0?"-":"+"}${e} %`}const Rt=20,Y=24,st=44,zt="Point: the estimate; line: its 95 % interval; hollow and ~: the interval includes no difference. A cost is time for the same work: 20 % less throughput is 25 % more time.";function Lt(t){const e=Bt(t);if(e.length!==0)return{id:"overhead",title:"Cost against native",caption:zt,draw:n=>Wt(e,n)}}function Bt({run:t,overheads:e}){const n=(0,W.j)(t,e).filter(o=>o!==w.s6);return(0,W.T)(t,e).filter(({observed:o})=>!o).flatMap(({cells:o})=>n.flatMap(a=>Ht(t,o.get(a))))}function Ht(t,e){if(!e?.overhead)return[];const{arm:n,benchmark:o,unit:a,direction:r,level:s,nativeLevel:d,noisePercent:i}=e,c=(0,p.ho)(e.overhead,r),{estimate:u,interval:m,evidence:b}=(0,p.BD)(c),T=`${(0,p.eI)(s,a,i)}, native ${(0,p.eI)(d,a,i)}`;return[{...c,benchmark:o,arm:n,proven:b!=="none",colour:(0,f.bz)(t,n),text:u,tip:`${(0,y.g$)(n)}, ${(0,y.g$)(o)}
cost ${u} ${m}
${(0,y.g$)(T)}
${e.blocks} blocks`}]}function Wt(t,e){const n=[...new Set(t.map(({benchmark:u})=>u))],o=[...new Set(t.map(({arm:u})=>u))],a=e<500?13:26,[r,s]=[O(o,a),66],d=t.flatMap(({percent:u,low:m,high:b})=>[u,m??u,b??u]),i=at(d,e-r-s,46),c=Y+Rt*o.length;return U({label:`Cost of ${o.join(", ")} against native in ${n.length} benchmarks; the table has every figure.`,width:e,height:n.length*c+st},{marginLeft:r,marginRight:s,marginTop:0,marginBottom:st,x:{type:i.type,constant:F,domain:[...i.domain],label:null},y:{type:"band",domain:["",...o],axis:null,padding:0},fy:{domain:n,axis:null,padding:0},marks:[...Ft(n,i.ticks,r),...Ut(t,a,r,s,i.domain)]})}function Ft(t,e,n){const o=t.map(a=>({benchmark:a}));return[h.gridX(e,{stroke:(0,f.MT)("line"),strokeOpacity:1,insetTop:Y}),h.ruleX([0],{stroke:(0,f.MT)("muted"),insetTop:Y}),h.axisX(e,{facetAnchor:"bottom",tickFormat:G,tickSize:0,color:(0,f.MT)("muted"),label:"time for the same work, against native →",labelAnchor:"center",labelArrow:"none",labelOffset:40}),h.text(o,{fy:"benchmark",text:({benchmark:a})=>(0,y.g$)(a),frameAnchor:"top-left",dx:-n,dy:8,fontWeight:600,fill:(0,f.MT)("text")})]}function Ut(t,e,n,o,[a,r]){const s=t.filter(({low:c,high:u})=>c!==null||u!==null),d={fy:"benchmark",y:"arm"},i={...d,fill:(0,f.MT)("text")};return[h.text(t,{...i,text:({arm:c})=>$(c,e),frameAnchor:"left",dx:-n+8}),h.link(s,{fy:"benchmark",y1:"arm",y2:"arm",x1:({low:c})=>Math.max(c??a,a),x2:({high:c})=>Math.min(c??r,r),stroke:"colour",strokeWidth:2,title:"tip"}),h.dot(t,{...d,x:"percent",r:4.5,fill:({proven:c,colour:u})=>c?u:(0,f.MT)("surface"),stroke:"colour",strokeWidth:2,title:"tip"}),h.text(t,{...i,text:"text",frameAnchor:"right",textAnchor:"end",dx:o})]}var it=g(2119);const lt=["cpu.prime"],V=["memory.write.seq.1k","memory.read.seq.1k","memory.write.seq.1m"],K=t=>[`fileio.root.${t}`,`fileio.volume.${t}`],I=(t,e,n)=>({heading:t,benchmarks:e,metric:n}),Dt=[{number:6,title:"CPU latency",axis:"latency",panels:[I("average",lt,"latency_mean"),I("minimum",lt,"latency_min")]},{number:7,title:"File I/O, sequential read",axis:"throughput",panels:[I("sequential read",K("seqrd"),"throughput")]},{number:8,title:"File I/O, sequential write and rewrite",axis:"throughput",panels:[I("sequential write",K("seqwr"),"throughput"),I("sequential rewrite",K("seqrewr"),"throughput")]},{number:9,title:"Memory, total time",axis:"time for the same work",panels:[I("total time",V,"total_time")]},{number:10,title:"Memory latency",axis:"latency",panels:[I("average",V,"latency_mean"),I("minimum",V,"latency_min")]}];function Xt(t){const e=(0,it.EW)(t,"all").filter(({baselineArm:n})=>n===w.s6);return Dt.flatMap(n=>Zt(t,n,e))}function Zt(t,{number:e,title:n,axis:o,panels:a},r){const s=a.map(u=>({panel:u,own:Gt(u,r)})).filter(({own:u})=>u.length>0),d=s.flatMap(({panel:u,own:m})=>Yt(u.heading,m)),[i]=s.flatMap(({own:u})=>u);if(!i||d.length===0)return[];const c=[...new Set(s.flatMap(({own:u})=>u.map(({benchmark:m})=>m)))];return[{id:`paper-${e}`,title:`${n} (the paper’s figure ${e})`,caption:`Bar: the median; dots: every launch. From ${c.join(" and ")}; ${i.direction} is better.`,draw:u=>X(t,{unit:i.unit,axis:o,rows:d},u)}]}function Gt({benchmarks:t,metric:e},n){return t.map(a=>n.filter(r=>r.benchmark===a&&r.metric===e&&r.observations.length>0)).find(a=>a.length>0)??[]}function Yt(t,e){const[n]=e.toSorted((a,r)=>r.observations.length-a.observations.length),o=(n?.observations??[]).map(({baseline:a})=>a);return[{heading:t,arm:w.s6,values:o},...e.map(({arm:a,observations:r})=>({heading:t,arm:a,values:r.map(({candidate:s})=>s)}))].filter(({values:a})=>a.length>0)}const J={narrow:352,wide:840};function Vt(t){return[Lt(t),...Ct(t.run),...Xt(t.run)].filter(n=>n!==void 0)}function en(t,e){return standaloneSvg([t.title,e],t.draw(CHART_WIDTHS.wide))}var P=g(3297),M=g(5237);const ct=190,Q={marginLeft:52,marginRight:8,marginTop:22,marginBottom:40};function Kt(t,e){const{sides:n,direction:o,colour:a,label:r}=t,s=n.flatMap(m=>te(m,o)),d=n.flatMap(m=>ee(m,o)),i=ct-Q.marginTop-Q.marginBottom,c=at([...s,...d].map(({percent:m})=>m),i,20),u={fx:"side",x:"block",y:"percent"};return U({label:r,width:e,height:ct},{...Q,x:{label:null,inset:8},y:{type:c.type,constant:F,domain:[...c.domain],label:null},fx:{domain:n.map(({heading:m})=>m),label:null,axis:null,padding:.06},marks:[..._t(c.ticks,n),h.dot(s,{...u,render:Qt(a)}),h.dot(d,{...u,r:4,fill:"none",stroke:a,strokeWidth:1.5,title:"tip"})]})}const Jt=3.4;function Qt(t){const e={fill:"none",stroke:t,"stroke-width":Jt,"stroke-linecap":"round","stroke-opacity":.75};return(n,o,{x:a,y:r},s,{document:d})=>{const i=d.createElementNS("http://www.w3.org/2000/svg","path"),c=(u,m)=>Number(u?.[m]).toFixed(1);i.setAttribute("d",n.map(u=>`M${c(a,u)},${c(r,u)}h0`).join(""));for(const[u,m]of Object.entries(e))i.setAttribute(u,String(m));return i}}function _t(t,e){return[h.gridY(t,{stroke:(0,f.MT)("line"),strokeOpacity:1}),h.ruleY([0],{stroke:(0,f.MT)("muted")}),h.axisY(t,{facetAnchor:"left",tickFormat:G,tickSize:0,color:(0,f.MT)("muted"),label:null}),h.axisX({ticks:5,tickFormat:"d",tickSize:0,color:(0,f.MT)("muted"),label:"block, in the order taken",labelAnchor:"center",labelArrow:"none",labelOffset:36}),h.text(e,{fx:"heading",text:"heading",frameAnchor:"top-left",dy:-20,fontWeight:600,fill:(0,f.MT)("text")})]}function te({heading:t,blocks:e},n){return e.flatMap(({block:o,pairs:a})=>a.map(({baseline:r,candidate:s})=>dt(t,o,s/r,n)))}function ee({heading:t,blocks:e},n){return e.map(({block:o,difference:a,pairs:r})=>{const s=dt(t,o,Math.exp(a),n);return{...s,tip:`block ${o}: ${ne(s.percent)}, ${r.length} pairs`}})}function dt(t,e,n,o){return{side:t,block:e,percent:(0,p.ho)({ratio:n,low:null,high:null},o).percent}}const ne=t=>t===0?"no difference":G(t);var oe=g(5844),ut=g(7324),l=g(6635);const ae=58,re=540,pt=200,se=(0,l.qy)`<figure><figcaption>Charts are drawn of the first ${String(pt)} cells; the list of pairs has the figures.</figcaption></figure>`;function ie(t,e,n){return(0,l.qy)`<div class="columns"><div>
${le(t,e)}
${e.explanation?(0,l.qy)`<details><summary>How it was decided</summary><pre tabindex="0">${(0,l.Mn)((0,oe.j)(e.explanation,ae))}</pre></details>`:void 0}
${ue(e,n)}
<details><summary>Measure this cell again</summary><pre class="command">${(0,ut.Mx)(t.run,e.arm,e.benchmark)}</pre></details>
</div>${n<pt?pe(t,e):se}</div>`}function le({run:t},e){const{compared:n,overhead:o,unit:a}=e,r=o?.overhead?(0,p.BD)((0,p.ho)(o.overhead,o.direction)):void 0,d=[["measures",t.plan.benchmarks.find(({id:c})=>c===e.benchmark)?.summary],["baseline",n&&(0,p.eI)(n.baselineLevel,a,n.noisePercent)],["now",n&&(0,p.eI)(n.candidateLevel,a,n.noisePercent)],["cost against native",r&&`${r.estimate} ${r.interval}`],["native",o&&(0,p.eI)(o.nativeLevel,a,o.noisePercent)],["measured",n?void 0:o&&(0,p.eI)(o.level,a,o.noisePercent)],["blocks",ce(e)],["noise",(0,p.u4)((n??o)?.noisePercent??null)],["left out",de(e)]].filter(([,c])=>c!==void 0&&c!==""),i=[...n?[n.reason]:[],...o?.notes??[]];return(0,l.qy)`${i.map(c=>(0,l.qy)`<p>${c}</p>`)}
<dl>${d.map(([c,u])=>(0,l.qy)`<dt>${c}</dt><dd>${u}</dd>`)}</dl>`}function ce({compared:t,overhead:e}){if(!t)return String(e?.blocks??0);const{baselineBlocks:n,candidateBlocks:o}=t;return n===o?String(o):`${n}, now ${o}`}function de({sides:t}){return t.flatMap(n=>n.drops.map(o=>({...o,run:n.run}))).map(({arm:n,reason:o,count:a,run:r})=>`${n}: ${o}, ${(0,p.U9)(a,"time")} (run ${r})`).join("; ")}function ue({sides:t},e){const n=t.flatMap(({blocks:o})=>o).reduce((o,{pairs:a})=>o+a.length,0);return n===0?(0,l.qy)``:(0,l.qy)`<details data-cell="${e}"><summary>All ${(0,p.U9)(n,"pair")}</summary><div class="pairs" tabindex="0" role="region" aria-label="pairs"></div></details>`}const mt=(t,e)=>t.length<2?"":e===0?"baseline":"this run";function pe({run:t},{arm:e,benchmark:n,unit:o,direction:a,sides:r}){if(r.every(({blocks:i})=>i.length===0))return(0,l.qy)``;const[s]=r,d=Kt({label:`${e} ${n}: every pair, block by block; the list of pairs has the figures.`,direction:a,colour:(0,f.bz)(t,e),sides:r.map(({blocks:i},c)=>({heading:mt(r,c),blocks:i}))},r.length<2?J.narrow:re);return(0,l.qy)`<figure>${(0,l.IZ)(d)}<figcaption>${o.endsWith("B")?"Memory":"Time"} of ${e} against ${s?.baselineArm}. Dots: pairs; rings: their mean in a block, on which the statistics stand.</figcaption></figure>`}function me(t){const e=t.map(({unit:n,sides:o})=>({unit:(0,y.g$)(n),sides:o.map((a,r)=>({title:[mt(o,r),`run ${(0,y.g$)(a.run)}`].filter(s=>s!=="").join(", "),baseline:(0,y.g$)(a.baselineArm),candidate:(0,y.g$)(a.candidateArm),blocks:a.blocks.map(({block:s,pairs:d})=>[s,d.map(({k:i,baseline:c,candidate:u})=>[i,c,u])])}))}));return(0,l.qy)`<script type="application/json" id="pairs">${(0,l.IZ)((0,y.et)(e,0).replaceAll("<","\\u003c"))}</script>`}var fe=g(3172);const R=({arm:t,benchmark:e})=>(0,fe.s)(t,e);function he(t){const{run:e,overheads:n,comparison:o}=t,a=new Map((t.explanations?.()??[]).map(i=>[R(i.cell),i])),r=new Map(n.map(i=>[R(i),i])),s=new Map((0,it.EW)(e).map(i=>[R(i),ge(e.id,i)]));return(o?M.jT.flatMap(i=>(0,M.nc)(o,i)):n.filter(({arm:i})=>i!==w.s6)).map(i=>{const{arm:c,benchmark:u,unit:m,direction:b}=i,T=a.get(R(i)),z=s.get(R(i));return{arm:c,benchmark:u,unit:m,direction:b,explanation:T,compared:o?i:void 0,overhead:r.get(R(i)),sides:T?be(T):z?[z]:[]}})}function ge(t,e){const{baselineArm:n,arm:o,observations:a,drops:r}=e;return{run:t,baselineArm:n,candidateArm:o,blocks:a,drops:r}}function be({baseline:t,candidate:e}){return(t?.run===e?.run?[e]:[t,e]).filter(o=>o!==null)}const xe=[{head:"Runtime",kind:""},{head:"Benchmark",kind:""},{head:"Verdict",kind:""},{head:"Change",kind:"n"},{head:"Baseline",kind:"n extra"},{head:"Now",kind:"n extra"},{head:"Noise",kind:"n extra"}],ve=[{head:"Runtime",kind:""},{head:"Benchmark",kind:""},{head:"Cost",kind:"n"},{head:"Native",kind:"n extra"},{head:"Measured",kind:"n extra"},{head:"Noise",kind:"n extra"},{head:"Blocks",kind:"n extra"}];function ye(t){const e=he(t);if(e.length===0)return(0,l.qy)``;const n=t.comparison?xe:ve;return(0,l.qy)`<section aria-labelledby="cells">
<h2 id="cells">${t.comparison?"Every verdict":"Every cost"}</h2>
${$e(t,e)}
<div class="scroll" tabindex="0" role="region" aria-labelledby="cells">
<table class="cells">
<thead><tr>${n.map(({head:o,kind:a})=>(0,l.qy)`<th scope="col" class="${a}"><button>${o}</button></th>`)}</tr></thead>
${e.map((o,a)=>we(t,o,a,n.length))}
</table>
</div>
${me(e)}
</section>`}function $e({comparison:t},e){const n=[...new Set(e.map(({arm:a})=>a))],o=M.jT.filter(a=>t?.cells.some(r=>r.verdict===a));return(0,l.qy)`<div class="controls">
<label for="filter">Find<input id="filter" type="search" placeholder="runtime, benchmark" autocomplete="off"></label>
${ft("arm","Runtime",n)}
${t?ft("verdict","Verdict",o):void 0}
<span class="count" role="status"></span>
</div>`}function ft(t,e,n){const o=n.map(a=>(0,l.qy)`<option value="${a}">${a}</option>`);return(0,l.qy)`<label>${e}<select name="${t}"><option value="">all</option>${o}</select></label>`}function we(t,e,n,o){const{arm:a,compared:r,overhead:s}=e;return(0,l.qy)`<tbody data-arm="${a}" data-verdict="${r?.verdict??""}">
<tr class="cell"><td class="arm"><i class="swatch ${(0,f.Z3)(t.run,a)}"></i>${a}</td>
<th scope="row" class="benchmark"><button class="open" aria-expanded="false" aria-controls="cell-${n}">${ke(t,e)}</button></th>
${r?Me(r):Se(s)}</tr>
<tr class="detail" id="cell-${n}" hidden><td colspan="${o}">${ie(t,e,n)}</td></tr>
</tbody>
`}function ke({comparison:t},{compared:e,benchmark:n}){return e&&t?(0,M.kU)(e,t.cells):n}const _={regressed:"worse",missing:"worse",improved:"better",inconclusive:"doubt","not-slower":"muted",worse:"worse",better:"better",none:"muted"},A=(t,e,n)=>(0,l.qy)`<td class="${t}" data-sort="${e===null?"":e}">${n}</td>
`;function Me(t){const{verdict:e,unit:n,noisePercent:o,baselineLevel:a,candidateLevel:r}=t,s=(0,M.C2)(t),d=s?(0,l.qy)`<span class="${_[s.evidence]}">${s.estimate} ${s.word}</span> <span class="interval">${s.interval}</span>`:p.sj;return(0,l.qy)`<td class="said" data-sort="${M.jT.indexOf(e)}"><span class="${_[e]}">${e}</span></td>
${A("n change",(0,M.L9)(t)?.percent??null,d)}
${A("n extra",a,(0,p.eI)(a,n,o))}
${A("n extra",r,(0,p.eI)(r,n,o))}
${A("n extra",o,(0,p.u4)(o))}`}function Se(t){if(t===void 0)return(0,l.qy)``;const{overhead:e,direction:n,level:o,nativeLevel:a,unit:r,noisePercent:s,blocks:d,failures:i}=t,c=e&&(0,p.ho)(e,n),u=o===null&&i>0?"failed":p.sj;return(0,l.qy)`${A("n change",c?.percent??null,c?Te((0,p.BD)(c)):u)}
${A("n extra",a,(0,p.eI)(a,r,s))}
${A("n extra",o,(0,p.eI)(o,r,s))}
${A("n extra",s,(0,p.u4)(s))}
${A("n extra",d,String(d))}`}const Te=({estimate:t,interval:e,evidence:n})=>(0,l.qy)`<span class="${_[n]}">${t}</span> <span class="interval">${e}</span>`;var Oe=g(2362),ht=g(2915);function Ae(t){const{run:e,gate:n}=t,o=(0,l.qy)`<p class="brand">tare ${e.tool.version} · run ${e.id} · ${(0,P.fU)(e.startedAt)}</p>`,a=(0,l.qy)`<p class="basis">${(0,P.EN)(e)}. ${(0,P.WL)(e)}.</p>`;if(t.comparison===void 0){const c=n?.pass===!1?"fail":"";return(0,l.qy)`${o}<div class="verdict ${c}"><h1>${Ce(t)}</h1>
<p>No baseline to compare with, so no verdict.</p></div>${gt(n?.reasons??[])}${a}`}const{comparison:r}=t,{status:s,answer:d,rest:i}=(0,M.Pl)(r,n);return(0,l.qy)`${o}<div class="verdict ${s}"><h1>${d}</h1>${i===""?void 0:(0,l.qy)`<p>${i}</p>`}</div>
${gt((0,M.xH)({comparison:r,gate:n}))}
<p class="basis">${Ie(t)}</p>${a}`}const gt=t=>t.length===0?(0,l.qy)``:(0,l.qy)`<ul class="reasons">${t.map(e=>(0,l.qy)`<li>${e}</li>`)}</ul>`;function Ce(t){const e=bt(t);return e.length===0?"Native alone was measured":`What ${qe(e)} ${e.length===1?"costs":"cost"} here`}function qe(t){const e=t.length>4?[...t.slice(0,3),`${t.length-3} more`]:t;return e.length<2?e.join(""):`${e.slice(0,-1).join(", ")} and ${e.at(-1)}`}function Ie({comparison:t,run:e}){if(t===void 0)return"";const{settings:n,baseline:o,mode:a}=t,r=a==="ab"?(0,P.Mm)(e).map(i=>`${i.candidate} against ${i.baseline}`).join(", "):`Against run ${o.id} of ${(0,P.fU)(o.startedAt)} (${o.source}): each runtime’s cost against native in its own run`,s=(0,M.lt)(t).map(({benchmark:i})=>i),d=s.length===0?"":` The host moved, which is no verdict about a runtime: native itself changed in ${s.join(", ")}.`;return`${r}. Nothing under ${n.minEffectPercent} % is called regressed; ${Number((100*n.alpha).toPrecision(3))} % is the chance of any false alarm in ${(0,p.U9)(n.cells,"cell")}.${d}`}const bt=({run:t,overheads:e})=>(0,W.j)(t,e).filter(n=>n!==w.s6);function Ne(t){const e=bt(t).map(n=>Ee(t,n));return e.length===0||t.overheads.every(({overhead:n})=>n===null)?(0,l.qy)``:(0,l.qy)`<section aria-labelledby="runtimes"><h2 id="runtimes">Runtimes</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="runtimes"><table class="runtimes">
<thead><tr><th scope="col">Runtime</th><th scope="col" class="n">Throughput as a whole</th><th scope="col" class="n">Highest proven</th><th scope="col" class="extra">in</th><th scope="col" class="n">Start-up</th><th scope="col" class="n">Memory</th><th scope="col" class="extra">What it is</th></tr></thead>
<tbody>${e}</tbody></table></div></section>`}function Ee({run:t,overheads:e},n){const o=(0,ht.BX)({run:t}).find(s=>s.arm===n),a=Pe({run:t,overheads:e},n),[r]=a.filter(({evidence:s})=>s==="worse").toSorted((s,d)=>d.percent-s.percent);return(0,l.qy)`<tr><th scope="row"><i class="swatch ${(0,f.Z3)(t,n)}"></i>${n}</th><td class="n">${o?(0,l.qy)`${o.estimate} <span class="interval">${o.interval}</span>`:p.sj}</td>
<td class="n">${r?.estimate??"none proven"}</td><td class="extra muted">${r?.benchmark}</td><td class="n">${je(e,n)}</td><td class="n">${Re(t,n)}</td>
<td class="wrap extra muted">${(0,P.u0)(t).get(n)??p.sj}</td></tr>
`}function Pe({run:t,overheads:e},n){return(0,W.T)(t,e).flatMap(({observed:o,benchmark:a,cells:r})=>{const s=r.get(n);if(o||!s?.overhead)return[];const d=(0,p.ho)(s.overhead,s.direction);return[{benchmark:a,percent:d.percent,...(0,p.BD)(d)}]})}function je(t,e){const n=t.find(a=>a.arm===e&&a.benchmark==="lifecycle.startup");if(!n)return p.sj;const o=(0,p.eI)(n.level,n.unit,n.noisePercent);return(0,l.qy)`${o} <span class="interval">${(0,ht.qK)(t,e)}</span>`}function Re(t,e){const o=t.blocks.flatMap(({launches:r})=>r.filter(s=>s.arm===e)).flatMap(({footprint:r})=>r?.pssBytes??[]);if(o.length===0)return p.sj;const a=t.environments.find(r=>r.arm===e)?.daemon;return`${(0,p.eI)((0,k.JZ)(o),"B")}${a?`, daemon ${(0,p.eI)(a.pssBytes,"B")}`:""}`}function xt(t,e){if(e.length===0)return(0,l.qy)``;const n=t.toLowerCase().replaceAll(" ","-");return(0,l.qy)`<section aria-labelledby="${n}"><h2 id="${n}">${t}</h2>
${e.map(ze)}</section>`}function ze(t){return(0,l.qy)`<figure id="chart-${t.id}"><h3>${t.title}</h3>
<div class="wide">${(0,l.IZ)(t.draw(J.wide))}</div><div class="narrow">${(0,l.IZ)(t.draw(J.narrow))}</div>
<figcaption>${t.caption}</figcaption></figure>
`}function Le(t){const e=(0,Oe.h)(t);return e.length===0?(0,l.qy)``:(0,l.qy)`<section aria-labelledby="notes"><h2 id="notes">Warnings and notes</h2><ul class="notes">${e.map(n=>(0,l.qy)`<li>${n}</li>`)}</ul></section>`}function Be(t){const{run:e}=t;return(0,l.qy)`<section aria-labelledby="host"><h2 id="host">Host and versions</h2>
<dl class="facts">${He(e).map(([n,o])=>(0,l.qy)`<dt>${n}</dt><dd>${o}</dd>`)}</dl>
${Fe(e)}${De(t)}</section>`}function He({fingerprint:t,plan:e}){const{cpu:n,storage:o,image:a}=t;return[["CPU",`${n.model}, microcode ${n.microcode}, online ${n.online}`],["CPU settings",`SMT ${n.smt}, governor ${n.governor||"unknown"}, turbo ${n.turbo}`],["kernel",`${t.kernel} (${t.kernelCommandLine})`],["system",`${t.os}, cgroup ${t.cgroup}, ${t.virtualization}`],["storage",[o.device,o.model,o.filesystem,o.options].filter(s=>s!=="").join(", ")],["userland",`${a.recipe}, ${a.sysbench}, ${a.digest}`],["mitigations",We(t.mitigations)],["plan",`profile ${e.profile}, seed ${e.seed}, blocks ${e.blocks.min} to ${e.blocks.max}, ${(0,p.U9)(e.pairsPerBlock,"pair")} a block`],["hardware key",t.hardwareKey]].filter(([,s])=>s!=="")}function We(t){const e=Object.entries(t),n=e.filter(([,a])=>a!=="Not affected").map(([a,r])=>`${a}: ${r}`),o=e.length-n.length;return[...n,...o===0?[]:[`not affected by ${o} others`]].join("; ")}function Fe(t){const e=t.environments.map(n=>Ue(t,n));return e.length===0?(0,l.qy)``:(0,l.qy)`<div class="scroll" tabindex="0" role="region" aria-label="versions"><table><thead><tr><th scope="col">Runtime</th><th scope="col">Source</th><th scope="col">Version</th><th scope="col" class="extra">Binary and its sha256</th></tr></thead>${e}</table></div>`}function Ue(t,{arm:e,source:n,binaries:o}){const a=o.length===0?[{path:"",version:"",sha256:""}]:o,r=(0,l.qy)`<th scope="rowgroup" rowspan="${a.length}"><i class="swatch ${(0,f.Z3)(t,e)}"></i>${e}</th><td class="wrap muted" rowspan="${a.length}">${n}</td>`,s=a.map(({path:d,version:i,sha256:c},u)=>(0,l.qy)`<tr>${u===0?r:void 0}<td class="wrap">${i}</td><td class="wrap extra"><code>${d}</code> <code class="muted">${c.slice(0,12)}</code></td></tr>
`);return(0,l.qy)`<tbody>${s}</tbody>`}function De({comparison:t}){const e=(t?.differences??[]).map(({field:n,baseline:o,candidate:a})=>(0,l.qy)`<tr><th scope="row" class="wrap">${n}</th><td class="wrap">${o}</td><td class="wrap">${a}</td></tr>
`);return e.length===0?(0,l.qy)``:(0,l.qy)`<h3 class="differs">What differs from the baseline besides</h3>
<div class="scroll" tabindex="0" role="region" aria-label="differences"><table><thead><tr><th scope="col">Field</th><th scope="col">Baseline</th><th scope="col">Now</th></tr></thead><tbody>${e}</tbody></table></div>`}function Xe({run:t}){return(0,l.qy)`<section aria-labelledby="reproduce"><h2 id="reproduce">Measure it again</h2>
<pre class="command" id="command">${(0,ut.fP)(t)}</pre>
<p class="after"><button class="plain" data-copy="command">Copy</button></p></section>`}const Ze=`'use strict';
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
`,Ge=`${(0,f.eP)(":root")}
${f.N7}
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
.runtimes thead th,.runtimes .n{white-space:normal}
.runtimes .interval{display:block;white-space:nowrap}
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
}`,vt=t=>`'sha256-${(0,N.createHash)("sha256").update(t).digest("base64")}'`;function Ye({style:t,script:e}){return["default-src 'none'",`style-src ${vt(t)}`,`script-src ${vt(e)}`,"img-src data:","base-uri 'none'","form-action 'none'"].join("; ")}function Ve({run:t,comparison:e,gate:n}){return`${e===void 0?"Cost of runtimes":(0,M.Pl)(e,n).answer} - tare, ${(0,P.fU)(t.startedAt)}`}function Ke(t){return yt(Ve(t),Ae(t),[...Je(t),Le(t),Be(t),Xe(t)])}function Je(t){const[e,...n]=Vt(t),[o,a,r]=[ye(t),xt("Charts",e?[e]:[]),xt("More charts",n)],s=Ne(t);return t.comparison?[o,s,a,r]:[s,a,o,r]}const Qe={style:"",script:""};function yt(t,e,n,o=Qe){const[a,r]=[Ge+o.style,Ze+o.script];return(0,l.qy)`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${Ye({style:a,script:r})}">
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
<footer>Costs and changes are time for the same work (or memory): + is worse, - is better, ×n is n times as much, ~ is no evidence of either, [?] is too few blocks for an interval. Made by tare.</footer>
<div id="tip" role="tooltip" hidden></div>
<script>${(0,l.IZ)(r)}</script>
</body>
</html>
`.text}}),6635:((tt,j,g)=>{g.d(j,{IZ:()=>f,Mn:()=>L,qy:()=>p});var N=g(3911);class w{text;constructor($){this.text=$}}function k(v){return(0,N.g$)(v,Number.POSITIVE_INFINITY).replace(/[&<>"']/g,$=>`&#${$.codePointAt(0)};`)}function y(v){return v===void 0?"":v instanceof w?v.text:typeof v=="object"?v.map(({text:$})=>$).join(""):k(String(v)).replace(/(?<=\d) (?=%)/g," ")}function p(v,...$){return new w(v.map((O,h)=>h===0?O:y($[h-1])+O).join(""))}const f=v=>new w(v),L=v=>new w(v.split(`
`).map(B).join(`
`));function B(v){const $=/^ */.exec(v)?.[0]??"";return $+k(v.slice($.length))}})};export{on as id,an as ids,rn as modules};
