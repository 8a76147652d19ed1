const yn=856,wn=[856],kn={19856:((hn,_,b)=>{b.r(_),b.d(_,{page:()=>vt,renderHtml:()=>un});var $t=b(77598),O=b(51656),B=b(15521),m=b(83911),p=b(73533);const z={native:{light:"#5b6470",dark:"#a3adb8"},runc:{light:"#4662e5",dark:"#6284e2"},crun:{light:"#019bd9",dark:"#a2fff5"},docker:{light:"#cb3502",dark:"#cc7c00"},containerd:{light:"#aa8500",dark:"#ffff33"},podman:{light:"#be3c98",dark:"#f9b5fe"},runsc:{light:"#639e6e",dark:"#5af090"},incus:{light:"#2c00b8",dark:"#8b46d3"},lxc:{light:"#730503",dark:"#b54e08"},lxd:{light:"#7a6abd",dark:"#db93fb"},nspawn:{light:"#726c26",dark:"#b7d600"},bwrap:{light:"#0a1a12",dark:"#5cc772"},firecracker:{light:"#fe5260",dark:"#e51b70"},qemu:{light:"#3d145e",dark:"#606fa8"}},yt={light:"#7a7f87",dark:"#8b939d"},wt={surface:{light:"#ffffff",dark:"#14181d"},raised:{light:"#f5f6f8",dark:"#1c2229"},line:{light:"#d8dde3",dark:"#343c46"},text:{light:"#1b2129",dark:"#e6eaef"},muted:{light:"#57606a",dark:"#9aa5b1"},link:{light:"#0a58b8",dark:"#7db4ff"},worse:{light:"#b42318",dark:"#ff8a7d"},better:{light:"#14713d",dark:"#5fd08d"},doubt:{light:"#8a5a00",dark:"#e3b341"}},x=t=>`var(--${t})`,I=(t,e)=>`var(--${P(t,e)})`,P=(t,e)=>`runtime-${Mt(t,e)}`,kt=[...Object.keys(z),"unknown"].map(t=>`.runtime-${t}{background:var(--runtime-${t})}`).join("");function Mt(t,e){return tt(t.plan.arms.find(({id:n})=>n===e)?.runtime??"")}const tt=t=>Object.hasOwn(z,t)?t:"unknown",gn=t=>`runtime-${tt(t)}`;function H(t){const e=Object.entries({...z,unknown:yt});return[...Object.entries(wt).map(([n,o])=>`--${n}:${o[t]}`),...e.map(([n,o])=>`--runtime-${n}:${o[t]}`)].join(";")}function St(t){return[`${t}{color-scheme:light dark;${H("light")}}`,`@media (prefers-color-scheme:dark){${t}{${H("dark")}}}`,`@media print{${t}{color-scheme:light;${H("light")}}}`].join(`
`)}const Ot=7.2,At=8,Tt=12,W=(t,e)=>(0,m.$Q)((0,m.g$)(t),e);function et(t,e){const n=t.map(o=>W(o,e).length);return Math.ceil(At+Ot*Math.max(4,...n)+Tt)}var f=b(49340),Ct=b(10755);const nt=12,ot='system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',{document:Nt}=(0,Ct.BW)("<!doctype html><html><body></body></html>");function F(t,e){const n=f.plot({...e,document:Nt,width:t.width,height:t.height,className:"tare-chart",style:{fontSize:`${nt}px`}});for(const a of["class","font-size","font-family"])n.removeAttribute(a);for(const a of n.querySelectorAll("style"))a.remove();const o=`<svg role="img" aria-label="${at(t.label)}" font-size="${nt}" font-family='${ot}' `;return String(n.outerHTML).replace(/<[a-z][^>]*>/gi,It).replace("<svg ",o)}const Et=/ (?:aria-label|aria-description|aria-hidden|style)="[^"]*"/g;function It(t){return t.replace(Et,"").replace(/\d+\.\d{3,}/g,e=>String(Number(Number(e).toFixed(1))))}function at(t){return(0,m.g$)(t,Number.POSITIVE_INFINITY).replace(/[&<>"']/g,e=>`&#${e.codePointAt(0)};`)}const M=16;function bn(t,e){const[n=0,o=0]=["width","height"].map(c=>Number(new RegExp(`<svg[^>]* ${c}="([\\d.]+)"`).exec(e)?.[1])),[a,r]=t.map(at),i=M+44,[l,s]=[n+2*M,o+i+M];return[`<svg xmlns="http://www.w3.org/2000/svg" width="${l}" height="${s}" viewBox="0 0 ${l} ${s}" font-family='${ot}'>`,`<style>${colourStyle("svg")}</style>`,`<rect width="100%" height="100%" rx="6" fill="${surface("surface")}"/>`,`<text x="${M}" y="${M+14}" font-size="16" font-weight="600" fill="${surface("text")}">${a}</text>`,`<text x="${M}" y="${M+34}" font-size="12" fill="${surface("muted")}">${r}</text>`,e.replace("<svg ",`<svg x="${M}" y="${i}" color="${surface("text")}" `),`</svg>
`].join(`
`)}const Pt=22,U=24,rt=44;function D(t,e,n){const o=(0,p.E1)(Math.max(...e.rows.flatMap(({values:g})=>g)),e.unit),a=e.rows.map(g=>jt(t,g,e)),r=e.rows.flatMap(({heading:g,arm:w,values:N})=>N.map(fn=>({heading:g,arm:w,value:fn*o.factor,colour:I(t,w)}))),i=[...new Set(a.map(({heading:g})=>g))],l=[...new Set(a.map(({arm:g})=>g))],s=n<500?13:26,[c,u]=[et(l,s),76],h=g=>g.level*o.factor;return F({label:`${i.join(", ")} by runtime: ${a.map(({heading:g,arm:w,text:N})=>`${w} ${g} ${N}`).join("; ")}.`,width:n,height:i.length*(U+Pt*l.length)+rt},{marginLeft:c,marginRight:u,marginTop:0,marginBottom:rt,x:{domain:[0,Math.max(...r.map(({value:g})=>g))*1.02],label:null},y:{domain:["",...l],axis:null,padding:0},fy:{domain:i,axis:null,padding:0},marks:[...Lt(i,`${e.axis} (${o.unit.trim()}) →`,c,n),f.barX(a,{fy:"heading",y:"arm",x:h,fill:"colour",fillOpacity:.35,insetTop:4,insetBottom:4,title:"tip"}),f.tickX(a,{fy:"heading",y:"arm",x:h,stroke:"colour",strokeWidth:3,inset:4}),f.dot(r,{fy:"heading",y:"arm",x:"value",r:1.8,fill:"colour"}),...Rt(a,s,c,u)]})}function jt(t,{heading:e,arm:n,values:o},{unit:a}){const r=(0,B.JZ)([...o]),i=`${(0,p.eI)(Math.min(...o),a)} to ${(0,p.eI)(Math.max(...o),a)}`,l=(0,p.eI)(r,a),s=o.length===1?l:`median ${l}
${i} in ${o.length} launches`;return{heading:e,arm:n,level:r,text:l,colour:I(t,n),tip:`${(0,m.g$)(n)}, ${e}
${s}`}}function Lt(t,e,n,o){const a=o<500?4:8;return[f.gridX({ticks:a,stroke:x("line"),strokeOpacity:1,insetTop:U}),f.ruleX([0],{stroke:x("muted"),insetTop:U}),f.axisX({ticks:a,facetAnchor:"bottom",tickFormat:r=>r===0?"0":String(Number((0,p.ZV)(r))),tickSize:0,color:x("muted"),label:e,labelAnchor:"center",labelArrow:"none",labelOffset:40}),f.text(t,{fy:r=>r,text:r=>r,frameAnchor:"top-left",dx:-n,dy:8,fontWeight:600,fill:x("text")})]}function Rt(t,e,n,o){const a={fy:"heading",y:"arm",fill:x("text")};return[f.text(t,{...a,text:({arm:r})=>W(r,e),frameAnchor:"left",dx:-n+8}),f.text(t,{...a,text:"text",frameAnchor:"right",textAnchor:"end",dx:o})]}const Bt=[{id:"lifecycle",title:"Start-up and shutdown",caption:"Bar: the median; dots: every launch. Start-up is from the call of the runtime until the sandbox answers, shutdown from the request to end until the runtime is done.",unit:"ms",axis:"time",panels:[{heading:"start-up",figure:t=>t.startupMs},{heading:"shutdown",figure:t=>t.shutdownMs}]},{id:"footprint",title:"Memory of an idle sandbox",caption:"Bar: the median; dots: every launch. Proportional set size: all of its processes on the host, a guest’s memory too. Control group: what the kernel charges to it, page cache too. Daemons are in neither.",unit:"B",axis:"memory",panels:[{heading:"proportional set size",figure:t=>t.footprint?.pssBytes},{heading:"control group",figure:t=>t.footprint?.cgroupBytes}]}];function zt(t){return[...Bt.flatMap(({id:n,title:o,caption:a,unit:r,axis:i,panels:l})=>{const s=l.flatMap(({heading:c,figure:u})=>Wt(t,c,u));return s.length===0?[]:[{id:n,title:o,caption:a,draw:c=>D(t,{unit:r,axis:i,rows:s},c)}]}),...Ht(t)]}function Ht(t){const e="proportional set size",n=t.environments.flatMap(({arm:r,daemon:i})=>i?[{heading:e,arm:r,values:[i.pssBytes]}]:[]);return n.length===0?[]:[{id:"daemons",title:"Memory of a daemon",caption:"Of the daemon and what it has started: one for all sandboxes of its runtime, weighed once, while there was none.",draw:r=>D(t,{unit:"B",axis:"memory",rows:n},r)}]}function Wt(t,e,n){const o=t.blocks.flatMap(r=>r.launches);return[O.s6,...t.plan.arms.map(({id:r})=>r).filter(r=>r!==O.s6)].flatMap(r=>{const i=o.flatMap(l=>l.arm===r?n(l)??[]:[]);return i.length===0?[]:[{heading:e,arm:r,values:i}]})}var j=b(24098),$=b(39270);const Ft=20,X=24,it=44,Ut="Point: the estimate; line: its 95 % interval; hollow and ~: the interval includes no difference. Throughput is turned into time: 20 % less of it is 25 % more time.";function Dt(t){const e=Xt(t);if(e.length!==0)return{id:"overhead",title:"Cost against native",caption:Ut,draw:n=>Gt(e,n)}}function Xt({run:t,overheads:e}){const n=(0,j.j)(t,e).filter(o=>o!==O.s6);return(0,j.T)(t,e).filter(({observed:o})=>!o).flatMap(({cells:o})=>n.flatMap(a=>Vt(t,o.get(a))))}function Vt(t,e){if(!e?.overhead)return[];const{arm:n,benchmark:o,unit:a,direction:r,level:i,nativeLevel:l,noisePercent:s}=e,{estimate:c,interval:u,evidence:h}=(0,p.BD)((0,p.ho)(e.overhead,r)),g=(0,$.aO)(e.overhead,r),w=`${(0,p.eI)(i,a,s)}, native ${(0,p.eI)(l,a,s)}`;return[{...g,benchmark:o,arm:n,proven:h!=="none",colour:I(t,n),text:(0,p.BD)({...g,direction:"lower"}).estimate,tip:`${(0,m.g$)(n)}, ${(0,m.g$)(o)}
cost ${c} ${u}
${(0,m.g$)(w)}
${e.blocks} blocks`}]}function Gt(t,e){const n=[...new Set(t.map(({benchmark:u})=>u))],o=[...new Set(t.map(({arm:u})=>u))],a=e<500?13:26,[r,i]=[et(o,a),66],l=t.flatMap(({percent:u,low:h,high:g})=>[u,h??u,g??u]),s=(0,$.Mw)(l,e-r-i,46),c=X+Ft*o.length;return F({label:`Cost of ${o.join(", ")} against native in ${n.length} benchmarks; the table has every figure.`,width:e,height:n.length*c+it},{marginLeft:r,marginRight:i,marginTop:0,marginBottom:it,x:{type:s.type,constant:$.Ps,domain:[...s.domain],label:null},y:{type:"band",domain:["",...o],axis:null,padding:0},fy:{domain:n,axis:null,padding:0},marks:[...Yt(n,s.ticks,r),...qt(t,a,r,i,s.domain)]})}function Yt(t,e,n){const o=t.map(a=>({benchmark:a}));return[f.gridX(e,{stroke:x("line"),strokeOpacity:1,insetTop:X}),f.ruleX([0],{stroke:x("muted"),insetTop:X}),f.axisX(e,{facetAnchor:"bottom",tickFormat:$.dm,tickSize:0,color:x("muted"),label:"time for the same work, against native →",labelAnchor:"center",labelArrow:"none",labelOffset:40}),f.text(o,{fy:"benchmark",text:({benchmark:a})=>(0,m.g$)(a),frameAnchor:"top-left",dx:-n,dy:8,fontWeight:600,fill:x("text")})]}function qt(t,e,n,o,[a,r]){const i=t.filter(({low:c,high:u})=>c!==null||u!==null),l={fy:"benchmark",y:"arm"},s={...l,fill:x("text")};return[f.text(t,{...s,text:({arm:c})=>W(c,e),frameAnchor:"left",dx:-n+8}),f.link(i,{fy:"benchmark",y1:"arm",y2:"arm",x1:({low:c})=>Math.max(c??a,a),x2:({high:c})=>Math.min(c??r,r),stroke:"colour",strokeWidth:2,title:"tip"}),f.dot(t,{...l,x:"percent",r:4.5,fill:({proven:c,colour:u})=>c?u:x("surface"),stroke:"colour",strokeWidth:2,title:"tip"}),f.text(t,{...s,text:"text",frameAnchor:"right",textAnchor:"end",dx:o})]}var st=b(60371);const lt=["cpu.prime"],V=["memory.write.seq.1k","memory.read.seq.1k","memory.write.seq.1m"],G=t=>[`fileio.root.${t}`,`fileio.volume.${t}`],S=(t,e,n)=>({heading:t,benchmarks:e,metric:n}),Jt=[{number:6,title:"CPU latency",axis:"latency",panels:[S("average",lt,"latency_mean"),S("minimum",lt,"latency_min")]},{number:7,title:"File I/O, sequential read",axis:"throughput",panels:[S("sequential read",G("seqrd"),"throughput")]},{number:8,title:"File I/O, sequential write and rewrite",axis:"throughput",panels:[S("sequential write",G("seqwr"),"throughput"),S("sequential rewrite",G("seqrewr"),"throughput")]},{number:9,title:"Memory, total time",axis:"time for the same work",panels:[S("total time",V,"total_time")]},{number:10,title:"Memory latency",axis:"latency",panels:[S("average",V,"latency_mean"),S("minimum",V,"latency_min")]}];function Zt(t){const e=(0,st.EW)(t,"all").filter(({baselineArm:n})=>n===O.s6);return Jt.flatMap(n=>Kt(t,n,e))}function Kt(t,{number:e,title:n,axis:o,panels:a},r){const i=a.map(u=>({panel:u,own:Qt(u,r)})).filter(({own:u})=>u.length>0),l=i.flatMap(({panel:u,own:h})=>_t(u.heading,h)),[s]=i.flatMap(({own:u})=>u);if(!s||l.length===0)return[];const c=[...new Set(i.flatMap(({own:u})=>u.map(({benchmark:h})=>h)))];return[{id:`paper-${e}`,title:`${n} (the paper’s figure ${e})`,caption:`Bar: the median; dots: every launch. From ${c.join(" and ")}; ${s.direction} is better.`,draw:u=>D(t,{unit:s.unit,axis:o,rows:l},u)}]}function Qt({benchmarks:t,metric:e},n){return t.map(a=>n.filter(r=>r.benchmark===a&&r.metric===e&&r.observations.length>0)).find(a=>a.length>0)??[]}function _t(t,e){const[n]=e.toSorted((a,r)=>r.observations.length-a.observations.length),o=(n?.observations??[]).map(({baseline:a})=>a);return[{heading:t,arm:O.s6,values:o},...e.map(({arm:a,observations:r})=>({heading:t,arm:a,values:r.map(({candidate:i})=>i)}))].filter(({values:a})=>a.length>0)}const Y={narrow:352,wide:840};function te(t){return[Dt(t),...zt(t.run),...Zt(t.run)].filter(n=>n!==void 0)}function xn(t,e){return standaloneSvg([t.title,e],t.draw(CHART_WIDTHS.wide))}var A=b(33297),v=b(95237);const ct=190,q={marginLeft:52,marginRight:8,marginTop:22,marginBottom:40};function ee(t,e){const{sides:n,direction:o,colour:a,label:r}=t,i=n.flatMap(h=>re(h,o)),l=n.flatMap(h=>ie(h,o)),s=ct-q.marginTop-q.marginBottom,c=(0,$.Mw)([...i,...l].map(({percent:h})=>h),s,20),u={fx:"side",x:"block",y:"percent"};return F({label:r,width:e,height:ct},{...q,x:{label:null,inset:8},y:{type:c.type,constant:$.Ps,domain:[...c.domain],label:null},fx:{domain:n.map(({heading:h})=>h),label:null,axis:null,padding:.06},marks:[...ae(c.ticks,n),f.dot(i,{...u,render:oe(a)}),f.dot(l,{...u,r:4,fill:"none",stroke:a,strokeWidth:1.5,title:"tip"})]})}const ne=3.4;function oe(t){const e={fill:"none",stroke:t,"stroke-width":ne,"stroke-linecap":"round","stroke-opacity":.75};return(n,o,{x:a,y:r},i,{document:l})=>{const s=l.createElementNS("http://www.w3.org/2000/svg","path"),c=(u,h)=>Number(u?.[h]).toFixed(1);s.setAttribute("d",n.map(u=>`M${c(a,u)},${c(r,u)}h0`).join(""));for(const[u,h]of Object.entries(e))s.setAttribute(u,String(h));return s}}function ae(t,e){return[f.gridY(t,{stroke:x("line"),strokeOpacity:1}),f.ruleY([0],{stroke:x("muted")}),f.axisY(t,{facetAnchor:"left",tickFormat:$.dm,tickSize:0,color:x("muted"),label:null}),f.axisX({ticks:5,tickFormat:"d",tickSize:0,color:x("muted"),label:"block, in the order taken",labelAnchor:"center",labelArrow:"none",labelOffset:36}),f.text(e,{fx:"heading",text:"heading",frameAnchor:"top-left",dy:-20,fontWeight:600,fill:x("text")})]}function re({heading:t,blocks:e},n){return e.flatMap(({block:o,pairs:a})=>a.map(({baseline:r,candidate:i})=>dt(t,o,i/r,n)))}function ie({heading:t,blocks:e},n){return e.map(({block:o,difference:a,pairs:r})=>{const i=dt(t,o,Math.exp(a),n);return{...i,tip:`block ${o}: ${se(i.percent)}, ${r.length} pairs`}})}function dt(t,e,n,o){return{side:t,block:e,percent:(0,$.aO)({ratio:n,low:null,high:null},o).percent}}const se=t=>t===0?"no difference":(0,$.dm)(t);var J=b(43336);const le=1,Z="  ";function vn(t){return`${printableJson({kind:"tare-explanation",schemaVersion:le,...t})}
`}function ce(t,e){const{cell:n}=t,o=`${n.arm} ${n.benchmark} (${n.metric} in ${n.unit}, ${n.direction} is better): ${n.verdict}`;return`${[...(0,m.LV)((0,m.g$)(o),e),...(0,m.LV)((0,m.g$)(n.reason),e-Z.length).map(r=>Z+r),"",...(0,m.LV)(ue(t),e),...L("looks",pe(t.looks,t)),...L("history",me(t)),...fe(t),...ge(t)].join(`
`)}
`}function L(t,e){return e.length===0?[]:["",t,...e.map(n=>Z+n)]}const de={"paired looks":"Both sides in one run: exact swap test of launches and trimmed t, two-sided, at declared looks, Hodges-Lehmann estimate","two runs of one boot":"Two runs of one boot: rank-sum test of their blocks (of launches also of the own figures, p / cells), Hodges-Lehmann shift","history of boots":"Runs of different boots: prediction interval of the trusted runs, one a boot"};function ue({rule:t,settings:e}){const{alpha:n,cells:o,thetaPercent:a,marginPercent:r}=e;return`${de[t]}. alpha ${E(n)} over ${o} ${o===1?"cell":"cells"}; regressed beyond ${a} %, equivalent where ${r} % for the worse is excluded. Changes are more time or less throughput: + is worse.`}const E=t=>t===null?p.sj:String(Number(t.toPrecision(3))),y=(t,e="right")=>({head:t,align:e});function pe(t,{cell:e}){if(t.length===0)return[];const n=a=>K(a,e.direction),o=["pairs","p worse","p better","to reach","estimate","at worst","to exclude"];return(0,J.o)([...o.map(a=>y(a)),y("outcome","left")],t.map(a=>[String(a.n),E(a.p),E(a.pBetter),a.threshold===0?"may only pass":E(a.threshold),n(a.effect?.ratio??null),n(a.limit),a.margin===null?p.sj:`${E(100*a.margin)} %`,a.outcome]))}function K(t,e){if(t===null)return p.sj;const{percent:n}=(0,p.ho)({ratio:t,low:null,high:null},e);return`${n<0?"-":"+"}${Math.abs(n).toFixed(2)} %`}function me({history:t,cell:e}){return t.length===0?[]:(0,J.o)([y("run","left"),y("boot","left"),y("cost against native")],t.map(({run:n,boot:o,overhead:a})=>[(0,m.g$)(n),(0,m.g$)(o),K(a,e.direction)]))}function fe({rule:t,baseline:e,candidate:n,cell:o}){const a=(r,i)=>i===null?["",`${r}: not planned`]:L(`${r}, run ${(0,m.g$)(i.run)}`,he(i,o));return t==="paired looks"?a("pairs",n):[...a("baseline",e),...a("candidate",n)]}function he({baselineArm:t,candidateArm:e,blocks:n},o){const a=r=>(0,p.eI)(r,o.unit,0);return(0,J.o)([y("block"),y((0,m.g$)(t)),y((0,m.g$)(e)),y("change"),y("trials")],n.map(({block:r,baseline:i,candidate:l,difference:s,pairs:c})=>[String(r),a(i),a(l),K(Math.exp(s),o.direction),String(c.length)]))}function ge({baseline:t,candidate:e}){const o=(t?.run===e?.run?[e]:[t,e]).flatMap(a=>(a?.drops??[]).map(({arm:r,reason:i,count:l})=>(0,m.g$)(`run ${a?.run}: ${r}: ${i}, ${l} times`)));return L("left out",o)}var ut=b(7324);class R{text;constructor(e){this.text=e}}function pt(t){return(0,m.g$)(t,Number.POSITIVE_INFINITY).replace(/[&<>"']/g,e=>`&#${e.codePointAt(0)};`)}function be(t){return t===void 0?"":t instanceof R?t.text:typeof t=="object"?t.map(({text:e})=>e).join(""):pt(String(t)).replace(/(?<=\d) (?=%)/g," ")}function d(t,...e){return new R(t.map((n,o)=>o===0?n:be(e[o-1])+n).join(""))}const T=t=>new R(t),xe=t=>new R(t.split(`
`).map(ve).join(`
`));function ve(t){const e=/^ */.exec(t)?.[0]??"";return e+pt(t.slice(e.length))}const $e=58,ye=540;function we(t,e,n){return d`<div class="columns"><div>
${ke(t,e)}
${e.explanation?d`<details><summary>How it was decided</summary><pre tabindex="0">${xe(ce(e.explanation,$e))}</pre></details>`:void 0}
${Oe(e,n)}
<details><summary>Measure this cell again</summary><pre class="command">${(0,ut.M)(t.run,e.arm,e.benchmark)}</pre></details>
</div>${Ae(t,e)}</div>`}function ke({run:t},e){const{compared:n,overhead:o,unit:a}=e,r=o?.overhead?(0,p.BD)((0,p.ho)(o.overhead,o.direction)):void 0,l=[["measures",t.plan.benchmarks.find(({id:c})=>c===e.benchmark)?.summary],["baseline",n&&(0,p.eI)(n.baselineLevel,a,n.noisePercent)],["now",n&&(0,p.eI)(n.candidateLevel,a,n.noisePercent)],["cost against native",r&&`${r.estimate} ${r.interval}`],["native",o&&(0,p.eI)(o.nativeLevel,a,o.noisePercent)],["measured",n?void 0:o&&(0,p.eI)(o.level,a,o.noisePercent)],["blocks",Me(e)],["noise",(0,p.u4)((n??o)?.noisePercent??null)],["left out",Se(e)]].filter(([,c])=>c!==void 0&&c!==""),s=[...n?[n.reason]:[],...o?.notes??[]];return d`${s.map(c=>d`<p>${c}</p>`)}
<dl>${l.map(([c,u])=>d`<dt>${c}</dt><dd>${u}</dd>`)}</dl>`}function Me({compared:t,overhead:e}){if(!t)return String(e?.blocks??0);const{baselineBlocks:n,candidateBlocks:o}=t;return n===o?String(o):`${n}, now ${o}`}function Se({sides:t}){return t.flatMap(n=>n.drops.map(o=>({...o,run:n.run}))).map(({arm:n,reason:o,count:a,run:r})=>`${n}: ${o}, ${(0,p.U9)(a,"time")} (run ${r})`).join("; ")}function Oe({sides:t},e){const n=t.flatMap(({blocks:o})=>o).reduce((o,{pairs:a})=>o+a.length,0);return n===0?d``:d`<details data-cell="${e}"><summary>All ${(0,p.U9)(n,"pair")}</summary><div class="pairs" tabindex="0" role="region" aria-label="pairs"></div></details>`}const mt=(t,e)=>t.length<2?"":e===0?"baseline":"this run";function Ae({run:t},{arm:e,benchmark:n,unit:o,direction:a,sides:r}){if(r.every(({blocks:s})=>s.length===0))return d``;const[i]=r,l=ee({label:`${e} ${n}: every pair, block by block; the list of pairs has the figures.`,direction:a,colour:I(t,e),sides:r.map(({blocks:s},c)=>({heading:mt(r,c),blocks:s}))},r.length<2?Y.narrow:ye);return d`<figure>${T(l)}<figcaption>${o.endsWith("B")?"Memory":"Time"} of ${e} against ${i?.baselineArm}. Dots: pairs; rings: their mean in a block, on which the statistics stand.</figcaption></figure>`}function Te(t){const e=t.map(({unit:n,sides:o})=>({unit:(0,m.g$)(n),sides:o.map((a,r)=>({title:[mt(o,r),`run ${(0,m.g$)(a.run)}`].filter(i=>i!=="").join(", "),baseline:(0,m.g$)(a.baselineArm),candidate:(0,m.g$)(a.candidateArm),blocks:a.blocks.map(({block:i,pairs:l})=>[i,l.map(({k:s,baseline:c,candidate:u})=>[s,c,u])])}))}));return d`<script type="application/json" id="pairs">${T((0,m.et)(e,0).replaceAll("<","\\u003c"))}</script>`}const C=({arm:t,benchmark:e})=>JSON.stringify([t,e]);function Ce(t){const{run:e,overheads:n,comparison:o}=t,a=new Map((t.explanations?.()??[]).map(s=>[C(s.cell),s])),r=new Map(n.map(s=>[C(s),s])),i=new Map((0,st.EW)(e).map(s=>[C(s),Ne(e.id,s)]));return(o?v.jT.flatMap(s=>(0,v.nc)(o,s)):n.filter(({arm:s})=>s!==O.s6)).map(s=>{const{arm:c,benchmark:u,unit:h,direction:g}=s,w=a.get(C(s)),N=i.get(C(s));return{arm:c,benchmark:u,unit:h,direction:g,explanation:w,compared:o?s:void 0,overhead:r.get(C(s)),sides:w?Ee(w):N?[N]:[]}})}function Ne(t,e){const{baselineArm:n,arm:o,observations:a,drops:r}=e;return{run:t,baselineArm:n,candidateArm:o,blocks:a,drops:r}}function Ee({baseline:t,candidate:e}){return(t?.run===e?.run?[e]:[t,e]).filter(o=>o!==null)}const Ie=[{head:"Runtime",kind:""},{head:"Benchmark",kind:""},{head:"Verdict",kind:""},{head:"Change",kind:"n"},{head:"Baseline",kind:"n extra"},{head:"Now",kind:"n extra"},{head:"Noise",kind:"n extra"}],Pe=[{head:"Runtime",kind:""},{head:"Benchmark",kind:""},{head:"Cost",kind:"n"},{head:"Native",kind:"n extra"},{head:"Measured",kind:"n extra"},{head:"Noise",kind:"n extra"},{head:"Blocks",kind:"n extra"}];function je(t){const e=Ce(t);if(e.length===0)return d``;const n=t.comparison?Ie:Pe;return d`<section aria-labelledby="cells">
<h2 id="cells">${t.comparison?"Every verdict":"Every cost"}</h2>
${Le(t,e)}
<div class="scroll" tabindex="0" role="region" aria-labelledby="cells">
<table class="cells">
<thead><tr>${n.map(({head:o,kind:a})=>d`<th scope="col" class="${a}"><button>${o}</button></th>`)}</tr></thead>
${e.map((o,a)=>Re(t,o,a,n.length))}
</table>
</div>
${Te(e)}
</section>`}function Le({comparison:t},e){const n=[...new Set(e.map(({arm:a})=>a))],o=v.jT.filter(a=>t?.cells.some(r=>r.verdict===a));return d`<div class="controls">
<label for="filter">Find<input id="filter" type="search" placeholder="runtime, benchmark" autocomplete="off"></label>
${ft("arm","Runtime",n)}
${t?ft("verdict","Verdict",o):void 0}
<span class="count" role="status"></span>
</div>`}function ft(t,e,n){const o=n.map(a=>d`<option value="${a}">${a}</option>`);return d`<label>${e}<select name="${t}"><option value="">all</option>${o}</select></label>`}function Re(t,e,n,o){const{arm:a,compared:r,overhead:i}=e;return d`<tbody data-arm="${a}" data-verdict="${r?.verdict??""}">
<tr class="cell"><td class="arm"><i class="swatch ${P(t.run,a)}"></i>${a}</td>
<th scope="row" class="benchmark"><button class="open" aria-expanded="false" aria-controls="cell-${n}">${Be(t,e)}</button></th>
${r?ze(r):He(i)}</tr>
<tr class="detail" id="cell-${n}" hidden><td colspan="${o}">${we(t,e,n)}</td></tr>
</tbody>
`}function Be({comparison:t},{compared:e,benchmark:n}){return e&&t?(0,v.kU)(e,t.cells):n}const Q={regressed:"worse",missing:"worse",improved:"better",inconclusive:"doubt",equivalent:"muted",worse:"worse",better:"better",none:"muted"},k=(t,e,n)=>d`<td class="${t}" data-sort="${e===null?"":e}">${n}</td>
`;function ze(t){const{verdict:e,unit:n,noisePercent:o,baselineLevel:a,candidateLevel:r}=t,i=(0,v.C2)(t),l=i?d`<span class="${Q[i.evidence]}">${i.estimate} ${i.word}</span> <span class="interval">${i.interval}</span>`:p.sj;return d`<td class="said" data-sort="${v.jT.indexOf(e)}"><span class="${Q[e]}">${e}</span></td>
${k("n change",(0,v.L9)(t)?.percent??null,l)}
${k("n extra",a,(0,p.eI)(a,n,o))}
${k("n extra",r,(0,p.eI)(r,n,o))}
${k("n extra",o,(0,p.u4)(o))}`}function He(t){if(t===void 0)return d``;const{overhead:e,direction:n,level:o,nativeLevel:a,unit:r,noisePercent:i,blocks:l,failures:s}=t,c=e&&(0,p.ho)(e,n),u=o===null&&s>0?"failed":p.sj;return d`${k("n change",c?.percent??null,c?We((0,p.BD)(c)):u)}
${k("n extra",a,(0,p.eI)(a,r,i))}
${k("n extra",o,(0,p.eI)(o,r,i))}
${k("n extra",i,(0,p.u4)(i))}
${k("n extra",l,String(l))}`}const We=({estimate:t,interval:e,evidence:n})=>d`<span class="${Q[n]}">${t}</span> <span class="interval">${e}</span>`;var Fe=b(52362);function Ue(t){const{run:e,gate:n}=t,o=d`<p class="brand">tare ${e.tool.version} · run ${e.id} · ${(0,A.fU)(e.startedAt)}</p>`,a=d`<p class="basis">${(0,A.EN)(e)}. ${(0,A.WL)(e)}.</p>`;if(t.comparison===void 0){const c=n?.pass===!1?"fail":"";return d`${o}<div class="verdict ${c}"><h1>${De(t)}</h1>
<p>No baseline to compare with, so no verdict.</p></div>${ht(n?.reasons??[])}${a}`}const{comparison:r}=t,{status:i,answer:l,rest:s}=(0,v.Pl)(r,n);return d`${o}<div class="verdict ${i}"><h1>${l}</h1>${s===""?void 0:d`<p>${s}</p>`}</div>
${ht((0,v.xH)({comparison:r,gate:n}))}
<p class="basis">${Ve(t)}</p>${a}`}const ht=t=>t.length===0?d``:d`<ul class="reasons">${t.map(e=>d`<li>${e}</li>`)}</ul>`;function De(t){const e=gt(t);return e.length===0?"Native alone was measured":`What ${Xe(e)} ${e.length===1?"costs":"cost"} here`}function Xe(t){const e=t.length>4?[...t.slice(0,3),`${t.length-3} more`]:t;return e.length<2?e.join(""):`${e.slice(0,-1).join(", ")} and ${e.at(-1)}`}function Ve({comparison:t,run:e}){if(t===void 0)return"";const{settings:n,baseline:o,mode:a}=t,r=a==="ab"?(0,A.Mm)(e).map(s=>`${s.candidate} against ${s.baseline}`).join(", "):`Against run ${o.id} of ${(0,A.fU)(o.startedAt)} (${o.source}): each runtime’s cost against native in its own run`,i=(0,v.lt)(t).map(({benchmark:s})=>s),l=i.length===0?"":` The host moved, which is no verdict about a runtime: native itself changed in ${i.join(", ")}.`;return`${r}. Nothing under ${n.minEffectPercent} % is called regressed; ${Number((100*n.alpha).toPrecision(3))} % is the chance of any false alarm in ${(0,p.U9)(n.cells,"cell")}.${l}`}const gt=({run:t,overheads:e})=>(0,j.j)(t,e).filter(n=>n!==O.s6);function Ge(t){const e=gt(t).map(n=>Ye(t,n));return e.length===0||t.overheads.every(({overhead:n})=>n===null)?d``:d`<section aria-labelledby="runtimes"><h2 id="runtimes">Runtimes</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="runtimes"><table>
<thead><tr><th scope="col">Runtime</th><th scope="col" class="n">Median cost</th><th scope="col" class="n">Highest proven</th><th scope="col" class="extra">in</th><th scope="col" class="n">Start-up</th><th scope="col" class="n">Memory</th><th scope="col" class="extra">What it is</th></tr></thead>
<tbody>${e}</tbody></table></div></section>`}function Ye({run:t,overheads:e},n){const o=qe({run:t,overheads:e},n),a=o.length===0?p.sj:(0,p.l9)((0,B.JZ)(o.map(({percent:i})=>i))),[r]=o.filter(({evidence:i})=>i==="worse").toSorted((i,l)=>l.times-i.times);return d`<tr><th scope="row"><i class="swatch ${P(t,n)}"></i>${n}</th><td class="n">${a}</td>
<td class="n">${r?.estimate??"none proven"}</td><td class="extra muted">${r?.benchmark}</td><td class="n">${Je(e,n)}</td><td class="n">${Ze(t,n)}</td>
<td class="wrap extra muted">${(0,A.u0)(t).get(n)??p.sj}</td></tr>
`}function qe({run:t,overheads:e},n){return(0,j.T)(t,e).flatMap(({observed:o,benchmark:a,cells:r})=>{const i=r.get(n);if(o||!i?.overhead)return[];const l=(0,p.ho)(i.overhead,i.direction),s=(0,$.aO)(i.overhead,i.direction).percent;return[{benchmark:a,percent:l.percent,times:s,...(0,p.BD)(l)}]})}function Je(t,e){const n=t.find(o=>o.arm===e&&o.benchmark==="lifecycle.startup");return n?(0,p.eI)(n.level,n.unit,n.noisePercent):p.sj}function Ze(t,e){const o=t.blocks.flatMap(({launches:r})=>r.filter(i=>i.arm===e)).flatMap(({footprint:r})=>r?.pssBytes??[]);if(o.length===0)return p.sj;const a=t.environments.find(r=>r.arm===e)?.daemon;return`${(0,p.eI)((0,B.JZ)(o),"B")}${a?`, daemon ${(0,p.eI)(a.pssBytes,"B")}`:""}`}function bt(t,e){if(e.length===0)return d``;const n=t.toLowerCase().replaceAll(" ","-");return d`<section aria-labelledby="${n}"><h2 id="${n}">${t}</h2>
${e.map(Ke)}</section>`}function Ke(t){return d`<figure id="chart-${t.id}"><h3>${t.title}</h3>
<div class="wide">${T(t.draw(Y.wide))}</div><div class="narrow">${T(t.draw(Y.narrow))}</div>
<figcaption>${t.caption}</figcaption></figure>
`}function Qe(t){const e=(0,Fe.h)(t);return e.length===0?d``:d`<section aria-labelledby="notes"><h2 id="notes">Warnings and notes</h2><ul class="notes">${e.map(n=>d`<li>${n}</li>`)}</ul></section>`}function _e(t){const{run:e}=t;return d`<section aria-labelledby="host"><h2 id="host">Host and versions</h2>
<dl class="facts">${tn(e).map(([n,o])=>d`<dt>${n}</dt><dd>${o}</dd>`)}</dl>
${nn(e)}${an(t)}</section>`}function tn({fingerprint:t,plan:e}){const{cpu:n,storage:o,image:a}=t;return[["CPU",`${n.model}, microcode ${n.microcode}, online ${n.online}`],["CPU settings",`SMT ${n.smt}, governor ${n.governor||"unknown"}, turbo ${n.turbo}`],["kernel",`${t.kernel} (${t.kernelCommandLine})`],["system",`${t.os}, cgroup ${t.cgroup}, ${t.virtualization}`],["storage",[o.device,o.model,o.filesystem,o.options].filter(i=>i!=="").join(", ")],["userland",`${a.recipe}, ${a.sysbench}, ${a.digest}`],["mitigations",en(t.mitigations)],["plan",`profile ${e.profile}, seed ${e.seed}, blocks ${e.blocks.min} to ${e.blocks.max}, ${(0,p.U9)(e.pairsPerBlock,"pair")} a block`],["hardware key",t.hardwareKey]].filter(([,i])=>i!=="")}function en(t){const e=Object.entries(t),n=e.filter(([,a])=>a!=="Not affected").map(([a,r])=>`${a}: ${r}`),o=e.length-n.length;return[...n,...o===0?[]:[`not affected by ${o} others`]].join("; ")}function nn(t){const e=t.environments.map(n=>on(t,n));return e.length===0?d``:d`<div class="scroll" tabindex="0" role="region" aria-label="versions"><table><thead><tr><th scope="col">Runtime</th><th scope="col">Source</th><th scope="col">Version</th><th scope="col" class="extra">Binary and its sha256</th></tr></thead>${e}</table></div>`}function on(t,{arm:e,source:n,binaries:o}){const a=o.length===0?[{path:"",version:"",sha256:""}]:o,r=d`<th scope="rowgroup" rowspan="${a.length}"><i class="swatch ${P(t,e)}"></i>${e}</th><td class="wrap muted" rowspan="${a.length}">${n}</td>`,i=a.map(({path:l,version:s,sha256:c},u)=>d`<tr>${u===0?r:void 0}<td class="wrap">${s}</td><td class="wrap extra"><code>${l}</code> <code class="muted">${c.slice(0,12)}</code></td></tr>
`);return d`<tbody>${i}</tbody>`}function an({comparison:t}){const e=(t?.differences??[]).map(({field:n,baseline:o,candidate:a})=>d`<tr><th scope="row" class="wrap">${n}</th><td class="wrap">${o}</td><td class="wrap">${a}</td></tr>
`);return e.length===0?d``:d`<h3 class="differs">What differs from the baseline besides</h3>
<div class="scroll" tabindex="0" role="region" aria-label="differences"><table><thead><tr><th scope="col">Field</th><th scope="col">Baseline</th><th scope="col">Now</th></tr></thead><tbody>${e}</tbody></table></div>`}function rn({run:t}){return d`<section aria-labelledby="reproduce"><h2 id="reproduce">Measure it again</h2>
<pre class="command" id="command">${(0,ut.f)(t)}</pre>
<p class="after"><button class="plain" data-copy="command">Copy</button></p></section>`}const sn=`'use strict';
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
`,ln=`${St(":root")}
${kt}
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
}`,xt=t=>`'sha256-${(0,$t.createHash)("sha256").update(t).digest("base64")}'`;function cn({style:t,script:e}){return["default-src 'none'",`style-src ${xt(t)}`,`script-src ${xt(e)}`,"img-src data:","base-uri 'none'","form-action 'none'"].join("; ")}function dn({run:t,comparison:e,gate:n}){return`${e===void 0?"Cost of runtimes":(0,v.Pl)(e,n).answer} - tare, ${(0,A.fU)(t.startedAt)}`}function un(t){return vt(dn(t),Ue(t),[...pn(t),Qe(t),_e(t),rn(t)])}function pn(t){const[e,...n]=te(t),[o,a,r]=[je(t),bt("Charts",e?[e]:[]),bt("More charts",n)],i=Ge(t);return t.comparison?[o,i,a,r]:[i,a,o,r]}const mn={style:"",script:""};function vt(t,e,n,o=mn){const[a,r]=[ln+o.style,sn+o.script];return d`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${cn({style:a,script:r})}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${t}</title>
<style>${T(a)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the figures</a>
<header>${e}</header>
<main id="main">
${n}
</main>
<footer>Costs and changes are more time or less throughput: + is worse, - is better, ×n is n times as slow, ~ is no evidence of either, [?] is too few blocks for an interval. Made by tare.</footer>
<div id="tip" role="tooltip" hidden></div>
<script>${T(r)}</script>
</body>
</html>
`.text}})};export{yn as id,wn as ids,kn as modules};
