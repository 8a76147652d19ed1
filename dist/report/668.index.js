const Rn=668,Bn=[668],zn={30668:((Nn,nt,b)=>{b.r(nt),b.d(nt,{page:()=>Ot,renderHtml:()=>An});var Tt=b(77598),S=b(51656),T=b(15521),f=b(93468),p=b(73533);const H={native:{light:"#5b6470",dark:"#a3adb8"},runc:{light:"#4662e5",dark:"#6284e2"},crun:{light:"#019bd9",dark:"#a2fff5"},docker:{light:"#cb3502",dark:"#cc7c00"},containerd:{light:"#aa8500",dark:"#ffff33"},podman:{light:"#be3c98",dark:"#f9b5fe"},runsc:{light:"#639e6e",dark:"#5af090"},incus:{light:"#2c00b8",dark:"#8b46d3"},lxc:{light:"#730503",dark:"#b54e08"},lxd:{light:"#7a6abd",dark:"#db93fb"},nspawn:{light:"#726c26",dark:"#b7d600"},bwrap:{light:"#0a1a12",dark:"#5cc772"},firecracker:{light:"#fe5260",dark:"#e51b70"},qemu:{light:"#3d145e",dark:"#606fa8"}},Ct={light:"#7a7f87",dark:"#8b939d"},Nt={surface:{light:"#ffffff",dark:"#14181d"},raised:{light:"#f5f6f8",dark:"#1c2229"},line:{light:"#d8dde3",dark:"#343c46"},text:{light:"#1b2129",dark:"#e6eaef"},muted:{light:"#57606a",dark:"#9aa5b1"},link:{light:"#0a58b8",dark:"#7db4ff"},worse:{light:"#b42318",dark:"#ff8a7d"},better:{light:"#14713d",dark:"#5fd08d"},doubt:{light:"#8a5a00",dark:"#e3b341"}},x=t=>`var(--${t})`,P=(t,e)=>`var(--${j(t,e)})`,j=(t,e)=>`runtime-${It(t,e)}`,Et=[...Object.keys(H),"unknown"].map(t=>`.runtime-${t}{background:var(--runtime-${t})}`).join("");function It(t,e){return ot(t.plan.arms.find(({id:n})=>n===e)?.runtime??"")}const ot=t=>Object.hasOwn(H,t)?t:"unknown",En=t=>`runtime-${ot(t)}`;function F(t){const e=Object.entries({...H,unknown:Ct});return[...Object.entries(Nt).map(([n,o])=>`--${n}:${o[t]}`),...e.map(([n,o])=>`--runtime-${n}:${o[t]}`)].join(";")}function Pt(t){return[`${t}{color-scheme:light dark;${F("light")}}`,`@media (prefers-color-scheme:dark){${t}{${F("dark")}}}`,`@media print{${t}{color-scheme:light;${F("light")}}}`].join(`
`)}const jt=7.2,Lt=8,Rt=12,W=(t,e)=>(0,f.$Q)((0,f.g$)(t),e);function at(t,e){const n=t.map(o=>W(o,e).length);return Math.ceil(Lt+jt*Math.max(4,...n)+Rt)}var h=b(49340),Bt=b(10755);const rt=12,st='system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',{document:zt}=(0,Bt.BW)("<!doctype html><html><body></body></html>");function U(t,e){const n=h.plot({...e,document:zt,width:t.width,height:t.height,className:"tare-chart",style:{fontSize:`${rt}px`}});for(const a of["class","font-size","font-family"])n.removeAttribute(a);for(const a of n.querySelectorAll("style"))a.remove();const o=`<svg role="img" aria-label="${it(t.label)}" font-size="${rt}" font-family='${st}' `;return String(n.outerHTML).replace(/<[a-z][^>]*>/gi,Ft).replace("<svg ",o)}const Ht=/ (?:aria-label|aria-description|aria-hidden|style)="[^"]*"/g;function Ft(t){return t.replace(Ht,"").replace(/\d+\.\d{3,}/g,e=>String(Number(Number(e).toFixed(1))))}function it(t){return(0,f.g$)(t,Number.POSITIVE_INFINITY).replace(/[&<>"']/g,e=>`&#${e.codePointAt(0)};`)}const k=16;function In(t,e){const[n=0,o=0]=["width","height"].map(c=>Number(new RegExp(`<svg[^>]* ${c}="([\\d.]+)"`).exec(e)?.[1])),[a,r]=t.map(it),s=k+44,[l,i]=[n+2*k,o+s+k];return[`<svg xmlns="http://www.w3.org/2000/svg" width="${l}" height="${i}" viewBox="0 0 ${l} ${i}" font-family='${st}'>`,`<style>${colourStyle("svg")}</style>`,`<rect width="100%" height="100%" rx="6" fill="${surface("surface")}"/>`,`<text x="${k}" y="${k+14}" font-size="16" font-weight="600" fill="${surface("text")}">${a}</text>`,`<text x="${k}" y="${k+34}" font-size="12" fill="${surface("muted")}">${r}</text>`,e.replace("<svg ",`<svg x="${k}" y="${s}" color="${surface("text")}" `),`</svg>
`].join(`
`)}const Wt=22,D=24,lt=44;function X(t,e,n){const o=(0,p.E1)((0,T.T9)(e.rows.flatMap(({values:g})=>g)),e.unit),a=e.rows.map(g=>Dt(t,g,e)),r=e.rows.flatMap(({heading:g,arm:y,values:E})=>Ut(E).map(Cn=>({heading:g,arm:y,value:Cn*o.factor,colour:P(t,y)}))),s=[...new Set(a.map(({heading:g})=>g))],l=[...new Set(a.map(({arm:g})=>g))],i=n<500?13:26,[c,d]=[at(l,i),76],m=g=>g.level*o.factor;return U({label:`${s.join(", ")} by runtime: ${a.map(({heading:g,arm:y,text:E})=>`${y} ${g} ${E}`).join("; ")}.`,width:n,height:s.length*(D+Wt*l.length)+lt},{marginLeft:c,marginRight:d,marginTop:0,marginBottom:lt,x:{domain:[0,(0,T.T9)(r.map(({value:g})=>g))*1.02],label:null},y:{domain:["",...l],axis:null,padding:0},fy:{domain:s,axis:null,padding:0},marks:[...Xt(s,`${e.axis} (${o.unit.trim()}) →`,c,n),h.barX(a,{fy:"heading",y:"arm",x:m,fill:"colour",fillOpacity:.35,insetTop:4,insetBottom:4,title:"tip"}),h.tickX(a,{fy:"heading",y:"arm",x:m,stroke:"colour",strokeWidth:3,inset:4}),h.dot(r,{fy:"heading",y:"arm",x:"value",r:1.8,fill:"colour"}),...Gt(a,i,c,d)]})}const G=1e3;function Ut(t){if(t.length<=G)return t;const e=t.toSorted((o,a)=>o-a),n=(e.length-1)/(G-1);return Array.from({length:G},(o,a)=>e[Math.round(a*n)])}function Dt(t,{heading:e,arm:n,values:o},{unit:a}){const r=(0,T.JZ)([...o]),s=`${(0,p.eI)((0,T.jk)([...o]),a)} to ${(0,p.eI)((0,T.T9)([...o]),a)}`,l=(0,p.eI)(r,a),i=o.length===1?l:`median ${l}
${s} in ${o.length} launches`;return{heading:e,arm:n,level:r,text:l,colour:P(t,n),tip:`${(0,f.g$)(n)}, ${e}
${i}`}}function Xt(t,e,n,o){const a=o<500?4:8;return[h.gridX({ticks:a,stroke:x("line"),strokeOpacity:1,insetTop:D}),h.ruleX([0],{stroke:x("muted"),insetTop:D}),h.axisX({ticks:a,facetAnchor:"bottom",tickFormat:r=>r===0?"0":String(Number((0,p.ZV)(r))),tickSize:0,color:x("muted"),label:e,labelAnchor:"center",labelArrow:"none",labelOffset:40}),h.text(t,{fy:r=>r,text:r=>r,frameAnchor:"top-left",dx:-n,dy:8,fontWeight:600,fill:x("text")})]}function Gt(t,e,n,o){const a={fy:"heading",y:"arm",fill:x("text")};return[h.text(t,{...a,text:({arm:r})=>W(r,e),frameAnchor:"left",dx:-n+8}),h.text(t,{...a,text:"text",frameAnchor:"right",textAnchor:"end",dx:o})]}const Vt=[{id:"lifecycle",title:"Start-up and shutdown",caption:"Bar: the median; dots: every launch. Start-up is from the call of the runtime until the sandbox answers, shutdown from the request to end until the runtime is done.",unit:"ms",axis:"time",panels:[{heading:"start-up",figure:t=>t.startupMs},{heading:"shutdown",figure:t=>t.shutdownMs}]},{id:"footprint",title:"Memory of an idle sandbox",caption:"Bar: the median; dots: every launch. Proportional set size: all of its processes on the host, a guest’s memory too. Control group: what the kernel charges to it, page cache too. Daemons are in neither.",unit:"B",axis:"memory",panels:[{heading:"proportional set size",figure:t=>t.footprint?.pssBytes},{heading:"control group",figure:t=>t.footprint?.cgroupBytes}]}];function Yt(t){return[...Vt.flatMap(({id:n,title:o,caption:a,unit:r,axis:s,panels:l})=>{const i=l.flatMap(({heading:c,figure:d})=>Jt(t,c,d));return i.length===0?[]:[{id:n,title:o,caption:a,draw:c=>X(t,{unit:r,axis:s,rows:i},c)}]}),...qt(t)]}function qt(t){const e="proportional set size",n=t.environments.flatMap(({arm:r,daemon:s})=>s?[{heading:e,arm:r,values:[s.pssBytes]}]:[]);return n.length===0?[]:[{id:"daemons",title:"Memory of a daemon",caption:"Of the daemon and what it has started: one for all sandboxes of its runtime, weighed once, while there was none.",draw:r=>X(t,{unit:"B",axis:"memory",rows:n},r)}]}function Jt(t,e,n){const o=t.blocks.flatMap(r=>r.launches);return[S.s6,...t.plan.arms.map(({id:r})=>r).filter(r=>r!==S.s6)].flatMap(r=>{const s=o.flatMap(l=>l.arm===r?n(l)??[]:[]);return s.length===0?[]:[{heading:e,arm:r,values:s}]})}var L=b(24098);const ct=30,R=2,Kt=[.2,.5,1,2,5,10,20],Zt=[-90,-80,-50,-20,-10,-5,-2,0,2,5,10,20,50,100,200,400,900,1900,4900,9900,19900,49900,99900,999900,9999900];function dt(t,e,n){const[o,a]=[Math.min(0,...t),Math.max(0,...t)];return a<=ct&&o>=-ct?Qt(o,a,e/n):_t(o,a,e,n)}function Qt(t,e,n){const o=Math.max(e-t,1),[a,r]=[t-.04*o,Math.max(e,t+1)+.04*o],s=Kt.find(c=>(r-a)/c<=n)??20,l=Math.ceil(a/s),i=Math.floor(r/s)-l+1;return{type:"linear",domain:[a,r],ticks:Array.from({length:i},(c,d)=>(l+d)*s)}}const A=t=>Math.sign(t)*Math.log1p(Math.abs(t)/R),ut=t=>Math.sign(t)*R*Math.expm1(Math.abs(t));function _t(t,e,n,o){const a=.04*(A(e)-A(t)),[r,s]=[A(t)-a,A(e)+a],l=m=>n*(A(m)-r)/(s-r),c=[...Zt.filter(m=>A(m)>=r&&A(m)<=s)].sort((m,g)=>Math.abs(m)-Math.abs(g)),d=[];for(const m of c)d.every(g=>Math.abs(l(g)-l(m))>=o)&&d.push(m);return{type:"symlog",domain:[Math.max(ut(r),-99.9),ut(s)],ticks:d}}function V(t){if(t>=100)return`×${Number((1+t/100).toPrecision(3))}`;const e=String(Number(Math.abs(t).toPrecision(3)));return t===0?"same":`${t<0?"-":"+"}${e} %`}const te=20,Y=24,pt=44,ee="Point: the estimate; line: its 95 % interval; hollow and ~: the interval includes no difference. A cost is time for the same work: 20 % less throughput is 25 % more time.";function ne(t){const e=oe(t);if(e.length!==0)return{id:"overhead",title:"Cost against native",caption:ee,draw:n=>re(e,n)}}function oe({run:t,overheads:e}){const n=(0,L.j)(t,e).filter(o=>o!==S.s6);return(0,L.T)(t,e).filter(({observed:o})=>!o).flatMap(({cells:o})=>n.flatMap(a=>ae(t,o.get(a))))}function ae(t,e){if(!e?.overhead)return[];const{arm:n,benchmark:o,unit:a,direction:r,level:s,nativeLevel:l,noisePercent:i}=e,c=(0,p.ho)(e.overhead,r),{estimate:d,interval:m,evidence:g}=(0,p.BD)(c),y=`${(0,p.eI)(s,a,i)}, native ${(0,p.eI)(l,a,i)}`;return[{...c,benchmark:o,arm:n,proven:g!=="none",colour:P(t,n),text:d,tip:`${(0,f.g$)(n)}, ${(0,f.g$)(o)}
cost ${d} ${m}
${(0,f.g$)(y)}
${e.blocks} blocks`}]}function re(t,e){const n=[...new Set(t.map(({benchmark:d})=>d))],o=[...new Set(t.map(({arm:d})=>d))],a=e<500?13:26,[r,s]=[at(o,a),66],l=t.flatMap(({percent:d,low:m,high:g})=>[d,m??d,g??d]),i=dt(l,e-r-s,46),c=Y+te*o.length;return U({label:`Cost of ${o.join(", ")} against native in ${n.length} benchmarks; the table has every figure.`,width:e,height:n.length*c+pt},{marginLeft:r,marginRight:s,marginTop:0,marginBottom:pt,x:{type:i.type,constant:R,domain:[...i.domain],label:null},y:{type:"band",domain:["",...o],axis:null,padding:0},fy:{domain:n,axis:null,padding:0},marks:[...se(n,i.ticks,r),...ie(t,a,r,s,i.domain)]})}function se(t,e,n){const o=t.map(a=>({benchmark:a}));return[h.gridX(e,{stroke:x("line"),strokeOpacity:1,insetTop:Y}),h.ruleX([0],{stroke:x("muted"),insetTop:Y}),h.axisX(e,{facetAnchor:"bottom",tickFormat:V,tickSize:0,color:x("muted"),label:"time for the same work, against native →",labelAnchor:"center",labelArrow:"none",labelOffset:40}),h.text(o,{fy:"benchmark",text:({benchmark:a})=>(0,f.g$)(a),frameAnchor:"top-left",dx:-n,dy:8,fontWeight:600,fill:x("text")})]}function ie(t,e,n,o,[a,r]){const s=t.filter(({low:c,high:d})=>c!==null||d!==null),l={fy:"benchmark",y:"arm"},i={...l,fill:x("text")};return[h.text(t,{...i,text:({arm:c})=>W(c,e),frameAnchor:"left",dx:-n+8}),h.link(s,{fy:"benchmark",y1:"arm",y2:"arm",x1:({low:c})=>Math.max(c??a,a),x2:({high:c})=>Math.min(c??r,r),stroke:"colour",strokeWidth:2,title:"tip"}),h.dot(t,{...l,x:"percent",r:4.5,fill:({proven:c,colour:d})=>c?d:x("surface"),stroke:"colour",strokeWidth:2,title:"tip"}),h.text(t,{...i,text:"text",frameAnchor:"right",textAnchor:"end",dx:o})]}var mt=b(62119);const ft=["cpu.prime"],q=["memory.write.seq.1k","memory.read.seq.1k","memory.write.seq.1m"],J=t=>[`fileio.root.${t}`,`fileio.volume.${t}`],M=(t,e,n)=>({heading:t,benchmarks:e,metric:n}),le=[{number:6,title:"CPU latency",axis:"latency",panels:[M("average",ft,"latency_mean"),M("minimum",ft,"latency_min")]},{number:7,title:"File I/O, sequential read",axis:"throughput",panels:[M("sequential read",J("seqrd"),"throughput")]},{number:8,title:"File I/O, sequential write and rewrite",axis:"throughput",panels:[M("sequential write",J("seqwr"),"throughput"),M("sequential rewrite",J("seqrewr"),"throughput")]},{number:9,title:"Memory, total time",axis:"time for the same work",panels:[M("total time",q,"total_time")]},{number:10,title:"Memory latency",axis:"latency",panels:[M("average",q,"latency_mean"),M("minimum",q,"latency_min")]}];function ce(t){const e=(0,mt.EW)(t,"all").filter(({baselineArm:n})=>n===S.s6);return le.flatMap(n=>de(t,n,e))}function de(t,{number:e,title:n,axis:o,panels:a},r){const s=a.map(d=>({panel:d,own:ue(d,r)})).filter(({own:d})=>d.length>0),l=s.flatMap(({panel:d,own:m})=>pe(d.heading,m)),[i]=s.flatMap(({own:d})=>d);if(!i||l.length===0)return[];const c=[...new Set(s.flatMap(({own:d})=>d.map(({benchmark:m})=>m)))];return[{id:`paper-${e}`,title:`${n} (the paper’s figure ${e})`,caption:`Bar: the median; dots: every launch. From ${c.join(" and ")}; ${i.direction} is better.`,draw:d=>X(t,{unit:i.unit,axis:o,rows:l},d)}]}function ue({benchmarks:t,metric:e},n){return t.map(a=>n.filter(r=>r.benchmark===a&&r.metric===e&&r.observations.length>0)).find(a=>a.length>0)??[]}function pe(t,e){const[n]=e.toSorted((a,r)=>r.observations.length-a.observations.length),o=(n?.observations??[]).map(({baseline:a})=>a);return[{heading:t,arm:S.s6,values:o},...e.map(({arm:a,observations:r})=>({heading:t,arm:a,values:r.map(({candidate:s})=>s)}))].filter(({values:a})=>a.length>0)}const K={narrow:352,wide:840};function me(t){return[ne(t),...Yt(t.run),...ce(t.run)].filter(n=>n!==void 0)}function Pn(t,e){return standaloneSvg([t.title,e],t.draw(CHART_WIDTHS.wide))}var O=b(33297),$=b(95237);const ht=190,Z={marginLeft:52,marginRight:8,marginTop:22,marginBottom:40};function fe(t,e){const{sides:n,direction:o,colour:a,label:r}=t,s=n.flatMap(m=>xe(m,o)),l=n.flatMap(m=>$e(m,o)),i=ht-Z.marginTop-Z.marginBottom,c=dt([...s,...l].map(({percent:m})=>m),i,20),d={fx:"side",x:"block",y:"percent"};return U({label:r,width:e,height:ht},{...Z,x:{label:null,inset:8},y:{type:c.type,constant:R,domain:[...c.domain],label:null},fx:{domain:n.map(({heading:m})=>m),label:null,axis:null,padding:.06},marks:[...be(c.ticks,n),h.dot(s,{...d,render:ge(a)}),h.dot(l,{...d,r:4,fill:"none",stroke:a,strokeWidth:1.5,title:"tip"})]})}const he=3.4;function ge(t){const e={fill:"none",stroke:t,"stroke-width":he,"stroke-linecap":"round","stroke-opacity":.75};return(n,o,{x:a,y:r},s,{document:l})=>{const i=l.createElementNS("http://www.w3.org/2000/svg","path"),c=(d,m)=>Number(d?.[m]).toFixed(1);i.setAttribute("d",n.map(d=>`M${c(a,d)},${c(r,d)}h0`).join(""));for(const[d,m]of Object.entries(e))i.setAttribute(d,String(m));return i}}function be(t,e){return[h.gridY(t,{stroke:x("line"),strokeOpacity:1}),h.ruleY([0],{stroke:x("muted")}),h.axisY(t,{facetAnchor:"left",tickFormat:V,tickSize:0,color:x("muted"),label:null}),h.axisX({ticks:5,tickFormat:"d",tickSize:0,color:x("muted"),label:"block, in the order taken",labelAnchor:"center",labelArrow:"none",labelOffset:36}),h.text(e,{fx:"heading",text:"heading",frameAnchor:"top-left",dy:-20,fontWeight:600,fill:x("text")})]}function xe({heading:t,blocks:e},n){return e.flatMap(({block:o,pairs:a})=>a.map(({baseline:r,candidate:s})=>gt(t,o,s/r,n)))}function $e({heading:t,blocks:e},n){return e.map(({block:o,difference:a,pairs:r})=>{const s=gt(t,o,Math.exp(a),n);return{...s,tip:`block ${o}: ${ve(s.percent)}, ${r.length} pairs`}})}function gt(t,e,n,o){return{side:t,block:e,percent:(0,p.ho)({ratio:n,low:null,high:null},o).percent}}const ve=t=>t===0?"no difference":V(t);var Q=b(43336);const ye=1,_="  ";function jn(t){return`${printableJson({kind:"tare-explanation",schemaVersion:ye,...t})}
`}function we(t,e){const{cell:n}=t,o=`${n.arm} ${n.benchmark} (${n.metric} in ${n.unit}, ${n.direction} is better): ${n.verdict}`;return`${[...(0,f.LV)((0,f.g$)(o),e),...(0,f.LV)((0,f.g$)(n.reason),e-_.length).map(r=>_+r),"",...(0,f.LV)(Me(t),e),...B("looks",Se(t.looks,t)),...B("history",Ae(t)),...Oe(t),...Ce(t)].join(`
`)}
`}function B(t,e){return e.length===0?[]:["",t,...e.map(n=>_+n)]}const ke={"paired looks":"Both sides in one run: exact swap test of launches and trimmed t, two-sided, at declared looks, Hodges-Lehmann estimate","two runs of one boot":"Two runs of one boot: rank-sum test of their blocks (of launches also of the own figures, p / cells), Hodges-Lehmann shift","history of boots":"Runs of different boots: prediction interval of the trusted runs, one a boot"};function Me({rule:t,settings:e}){const{alpha:n,cells:o,thetaPercent:a,marginPercent:r}=e;return`${ke[t]}. alpha ${I(n)} over ${o} ${o===1?"cell":"cells"}; regressed beyond ${a} %, not slower where ${r} % for the worse is excluded. Changes are time for the same work (or memory): + is worse.`}const I=t=>t===null?p.sj:String(Number(t.toPrecision(3))),v=(t,e="right")=>({head:t,align:e});function Se(t,{cell:e}){if(t.length===0)return[];const n=a=>tt(a,e.direction),o=["pairs","p worse","p better","to reach","estimate","at worst","to exclude"];return(0,Q.o)([...o.map(a=>v(a)),v("outcome","left")],t.map(a=>[String(a.n),I(a.p),I(a.pBetter),a.threshold===0?"may only pass":I(a.threshold),n(a.effect?.ratio??null),n(a.limit),a.margin===null?p.sj:`${I(100*a.margin)} %`,a.outcome]))}function tt(t,e){if(t===null)return p.sj;const{percent:n}=(0,p.ho)({ratio:t,low:null,high:null},e);return`${n<0?"-":"+"}${Math.abs(n).toFixed(2)} %`}function Ae({history:t,cell:e}){return t.length===0?[]:(0,Q.o)([v("run","left"),v("boot","left"),v("cost against native")],t.map(({run:n,boot:o,overhead:a})=>[(0,f.g$)(n),(0,f.g$)(o),tt(a,e.direction)]))}function Oe({rule:t,baseline:e,candidate:n,cell:o}){const a=(r,s)=>s===null?["",`${r}: not planned`]:B(`${r}, run ${(0,f.g$)(s.run)}`,Te(s,o));return t==="paired looks"?a("pairs",n):[...a("baseline",e),...a("candidate",n)]}function Te({baselineArm:t,candidateArm:e,blocks:n},o){const a=r=>(0,p.eI)(r,o.unit,0);return(0,Q.o)([v("block"),v((0,f.g$)(t)),v((0,f.g$)(e)),v("change"),v("trials")],n.map(({block:r,baseline:s,candidate:l,difference:i,pairs:c})=>[String(r),a(s),a(l),tt(Math.exp(i),o.direction),String(c.length)]))}function Ce({baseline:t,candidate:e}){const o=(t?.run===e?.run?[e]:[t,e]).flatMap(a=>(a?.drops??[]).map(({arm:r,reason:s,count:l})=>(0,f.g$)(`run ${a?.run}: ${r}: ${s}, ${l} times`)));return B("left out",o)}var bt=b(7324);class z{text;constructor(e){this.text=e}}function xt(t){return(0,f.g$)(t,Number.POSITIVE_INFINITY).replace(/[&<>"']/g,e=>`&#${e.codePointAt(0)};`)}function Ne(t){return t===void 0?"":t instanceof z?t.text:typeof t=="object"?t.map(({text:e})=>e).join(""):xt(String(t)).replace(/(?<=\d) (?=%)/g," ")}function u(t,...e){return new z(t.map((n,o)=>o===0?n:Ne(e[o-1])+n).join(""))}const C=t=>new z(t),Ee=t=>new z(t.split(`
`).map(Ie).join(`
`));function Ie(t){const e=/^ */.exec(t)?.[0]??"";return e+xt(t.slice(e.length))}const Pe=58,je=540,$t=200,Le=u`<figure><figcaption>Charts are drawn of the first ${String($t)} cells; the list of pairs has the figures.</figcaption></figure>`;function Re(t,e,n){return u`<div class="columns"><div>
${Be(t,e)}
${e.explanation?u`<details><summary>How it was decided</summary><pre tabindex="0">${Ee(we(e.explanation,Pe))}</pre></details>`:void 0}
${Fe(e,n)}
<details><summary>Measure this cell again</summary><pre class="command">${(0,bt.Mx)(t.run,e.arm,e.benchmark)}</pre></details>
</div>${n<$t?We(t,e):Le}</div>`}function Be({run:t},e){const{compared:n,overhead:o,unit:a}=e,r=o?.overhead?(0,p.BD)((0,p.ho)(o.overhead,o.direction)):void 0,l=[["measures",t.plan.benchmarks.find(({id:c})=>c===e.benchmark)?.summary],["baseline",n&&(0,p.eI)(n.baselineLevel,a,n.noisePercent)],["now",n&&(0,p.eI)(n.candidateLevel,a,n.noisePercent)],["cost against native",r&&`${r.estimate} ${r.interval}`],["native",o&&(0,p.eI)(o.nativeLevel,a,o.noisePercent)],["measured",n?void 0:o&&(0,p.eI)(o.level,a,o.noisePercent)],["blocks",ze(e)],["noise",(0,p.u4)((n??o)?.noisePercent??null)],["left out",He(e)]].filter(([,c])=>c!==void 0&&c!==""),i=[...n?[n.reason]:[],...o?.notes??[]];return u`${i.map(c=>u`<p>${c}</p>`)}
<dl>${l.map(([c,d])=>u`<dt>${c}</dt><dd>${d}</dd>`)}</dl>`}function ze({compared:t,overhead:e}){if(!t)return String(e?.blocks??0);const{baselineBlocks:n,candidateBlocks:o}=t;return n===o?String(o):`${n}, now ${o}`}function He({sides:t}){return t.flatMap(n=>n.drops.map(o=>({...o,run:n.run}))).map(({arm:n,reason:o,count:a,run:r})=>`${n}: ${o}, ${(0,p.U9)(a,"time")} (run ${r})`).join("; ")}function Fe({sides:t},e){const n=t.flatMap(({blocks:o})=>o).reduce((o,{pairs:a})=>o+a.length,0);return n===0?u``:u`<details data-cell="${e}"><summary>All ${(0,p.U9)(n,"pair")}</summary><div class="pairs" tabindex="0" role="region" aria-label="pairs"></div></details>`}const vt=(t,e)=>t.length<2?"":e===0?"baseline":"this run";function We({run:t},{arm:e,benchmark:n,unit:o,direction:a,sides:r}){if(r.every(({blocks:i})=>i.length===0))return u``;const[s]=r,l=fe({label:`${e} ${n}: every pair, block by block; the list of pairs has the figures.`,direction:a,colour:P(t,e),sides:r.map(({blocks:i},c)=>({heading:vt(r,c),blocks:i}))},r.length<2?K.narrow:je);return u`<figure>${C(l)}<figcaption>${o.endsWith("B")?"Memory":"Time"} of ${e} against ${s?.baselineArm}. Dots: pairs; rings: their mean in a block, on which the statistics stand.</figcaption></figure>`}function Ue(t){const e=t.map(({unit:n,sides:o})=>({unit:(0,f.g$)(n),sides:o.map((a,r)=>({title:[vt(o,r),`run ${(0,f.g$)(a.run)}`].filter(s=>s!=="").join(", "),baseline:(0,f.g$)(a.baselineArm),candidate:(0,f.g$)(a.candidateArm),blocks:a.blocks.map(({block:s,pairs:l})=>[s,l.map(({k:i,baseline:c,candidate:d})=>[i,c,d])])}))}));return u`<script type="application/json" id="pairs">${C((0,f.et)(e,0).replaceAll("<","\\u003c"))}</script>`}var De=b(93172);const N=({arm:t,benchmark:e})=>(0,De.s)(t,e);function Xe(t){const{run:e,overheads:n,comparison:o}=t,a=new Map((t.explanations?.()??[]).map(i=>[N(i.cell),i])),r=new Map(n.map(i=>[N(i),i])),s=new Map((0,mt.EW)(e).map(i=>[N(i),Ge(e.id,i)]));return(o?$.jT.flatMap(i=>(0,$.nc)(o,i)):n.filter(({arm:i})=>i!==S.s6)).map(i=>{const{arm:c,benchmark:d,unit:m,direction:g}=i,y=a.get(N(i)),E=s.get(N(i));return{arm:c,benchmark:d,unit:m,direction:g,explanation:y,compared:o?i:void 0,overhead:r.get(N(i)),sides:y?Ve(y):E?[E]:[]}})}function Ge(t,e){const{baselineArm:n,arm:o,observations:a,drops:r}=e;return{run:t,baselineArm:n,candidateArm:o,blocks:a,drops:r}}function Ve({baseline:t,candidate:e}){return(t?.run===e?.run?[e]:[t,e]).filter(o=>o!==null)}const Ye=[{head:"Runtime",kind:""},{head:"Benchmark",kind:""},{head:"Verdict",kind:""},{head:"Change",kind:"n"},{head:"Baseline",kind:"n extra"},{head:"Now",kind:"n extra"},{head:"Noise",kind:"n extra"}],qe=[{head:"Runtime",kind:""},{head:"Benchmark",kind:""},{head:"Cost",kind:"n"},{head:"Native",kind:"n extra"},{head:"Measured",kind:"n extra"},{head:"Noise",kind:"n extra"},{head:"Blocks",kind:"n extra"}];function Je(t){const e=Xe(t);if(e.length===0)return u``;const n=t.comparison?Ye:qe;return u`<section aria-labelledby="cells">
<h2 id="cells">${t.comparison?"Every verdict":"Every cost"}</h2>
${Ke(t,e)}
<div class="scroll" tabindex="0" role="region" aria-labelledby="cells">
<table class="cells">
<thead><tr>${n.map(({head:o,kind:a})=>u`<th scope="col" class="${a}"><button>${o}</button></th>`)}</tr></thead>
${e.map((o,a)=>Ze(t,o,a,n.length))}
</table>
</div>
${Ue(e)}
</section>`}function Ke({comparison:t},e){const n=[...new Set(e.map(({arm:a})=>a))],o=$.jT.filter(a=>t?.cells.some(r=>r.verdict===a));return u`<div class="controls">
<label for="filter">Find<input id="filter" type="search" placeholder="runtime, benchmark" autocomplete="off"></label>
${yt("arm","Runtime",n)}
${t?yt("verdict","Verdict",o):void 0}
<span class="count" role="status"></span>
</div>`}function yt(t,e,n){const o=n.map(a=>u`<option value="${a}">${a}</option>`);return u`<label>${e}<select name="${t}"><option value="">all</option>${o}</select></label>`}function Ze(t,e,n,o){const{arm:a,compared:r,overhead:s}=e;return u`<tbody data-arm="${a}" data-verdict="${r?.verdict??""}">
<tr class="cell"><td class="arm"><i class="swatch ${j(t.run,a)}"></i>${a}</td>
<th scope="row" class="benchmark"><button class="open" aria-expanded="false" aria-controls="cell-${n}">${Qe(t,e)}</button></th>
${r?_e(r):tn(s)}</tr>
<tr class="detail" id="cell-${n}" hidden><td colspan="${o}">${Re(t,e,n)}</td></tr>
</tbody>
`}function Qe({comparison:t},{compared:e,benchmark:n}){return e&&t?(0,$.kU)(e,t.cells):n}const et={regressed:"worse",missing:"worse",improved:"better",inconclusive:"doubt","not-slower":"muted",worse:"worse",better:"better",none:"muted"},w=(t,e,n)=>u`<td class="${t}" data-sort="${e===null?"":e}">${n}</td>
`;function _e(t){const{verdict:e,unit:n,noisePercent:o,baselineLevel:a,candidateLevel:r}=t,s=(0,$.C2)(t),l=s?u`<span class="${et[s.evidence]}">${s.estimate} ${s.word}</span> <span class="interval">${s.interval}</span>`:p.sj;return u`<td class="said" data-sort="${$.jT.indexOf(e)}"><span class="${et[e]}">${e}</span></td>
${w("n change",(0,$.L9)(t)?.percent??null,l)}
${w("n extra",a,(0,p.eI)(a,n,o))}
${w("n extra",r,(0,p.eI)(r,n,o))}
${w("n extra",o,(0,p.u4)(o))}`}function tn(t){if(t===void 0)return u``;const{overhead:e,direction:n,level:o,nativeLevel:a,unit:r,noisePercent:s,blocks:l,failures:i}=t,c=e&&(0,p.ho)(e,n),d=o===null&&i>0?"failed":p.sj;return u`${w("n change",c?.percent??null,c?en((0,p.BD)(c)):d)}
${w("n extra",a,(0,p.eI)(a,r,s))}
${w("n extra",o,(0,p.eI)(o,r,s))}
${w("n extra",s,(0,p.u4)(s))}
${w("n extra",l,String(l))}`}const en=({estimate:t,interval:e,evidence:n})=>u`<span class="${et[n]}">${t}</span> <span class="interval">${e}</span>`;var nn=b(91519),wt=b(51365);function on(t){const{run:e,gate:n}=t,o=u`<p class="brand">tare ${e.tool.version} · run ${e.id} · ${(0,O.fU)(e.startedAt)}</p>`,a=u`<p class="basis">${(0,O.EN)(e)}. ${(0,O.WL)(e)}.</p>`;if(t.comparison===void 0){const c=n?.pass===!1?"fail":"";return u`${o}<div class="verdict ${c}"><h1>${an(t)}</h1>
<p>No baseline to compare with, so no verdict.</p></div>${kt(n?.reasons??[])}${a}`}const{comparison:r}=t,{status:s,answer:l,rest:i}=(0,$.Pl)(r,n);return u`${o}<div class="verdict ${s}"><h1>${l}</h1>${i===""?void 0:u`<p>${i}</p>`}</div>
${kt((0,$.xH)({comparison:r,gate:n}))}
<p class="basis">${sn(t)}</p>${a}`}const kt=t=>t.length===0?u``:u`<ul class="reasons">${t.map(e=>u`<li>${e}</li>`)}</ul>`;function an(t){const e=Mt(t);return e.length===0?"Native alone was measured":`What ${rn(e)} ${e.length===1?"costs":"cost"} here`}function rn(t){const e=t.length>4?[...t.slice(0,3),`${t.length-3} more`]:t;return e.length<2?e.join(""):`${e.slice(0,-1).join(", ")} and ${e.at(-1)}`}function sn({comparison:t,run:e}){if(t===void 0)return"";const{settings:n,baseline:o,mode:a}=t,r=a==="ab"?(0,O.Mm)(e).map(i=>`${i.candidate} against ${i.baseline}`).join(", "):`Against run ${o.id} of ${(0,O.fU)(o.startedAt)} (${o.source}): each runtime’s cost against native in its own run`,s=(0,$.lt)(t).map(({benchmark:i})=>i),l=s.length===0?"":` The host moved, which is no verdict about a runtime: native itself changed in ${s.join(", ")}.`;return`${r}. Nothing under ${n.minEffectPercent} % is called regressed; ${Number((100*n.alpha).toPrecision(3))} % is the chance of any false alarm in ${(0,p.U9)(n.cells,"cell")}.${l}`}const Mt=({run:t,overheads:e})=>(0,L.j)(t,e).filter(n=>n!==S.s6);function ln(t){const e=Mt(t).map(n=>cn(t,n));return e.length===0||t.overheads.every(({overhead:n})=>n===null)?u``:u`<section aria-labelledby="runtimes"><h2 id="runtimes">Runtimes</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="runtimes"><table class="runtimes">
<thead><tr><th scope="col">Runtime</th><th scope="col" class="n">Throughput as a whole</th><th scope="col" class="n">Highest proven</th><th scope="col" class="extra">in</th><th scope="col" class="n">Start-up</th><th scope="col" class="n">Memory</th><th scope="col" class="extra">What it is</th></tr></thead>
<tbody>${e}</tbody></table></div></section>`}function cn({run:t,overheads:e},n){const o=(0,wt.BX)({run:t}).find(s=>s.arm===n),a=dn({run:t,overheads:e},n),[r]=a.filter(({evidence:s})=>s==="worse").toSorted((s,l)=>l.percent-s.percent);return u`<tr><th scope="row"><i class="swatch ${j(t,n)}"></i>${n}</th><td class="n">${o?u`${o.estimate} <span class="interval">${o.interval}</span>`:p.sj}</td>
<td class="n">${r?.estimate??"none proven"}</td><td class="extra muted">${r?.benchmark}</td><td class="n">${un(e,n)}</td><td class="n">${pn(t,n)}</td>
<td class="wrap extra muted">${(0,O.u0)(t).get(n)??p.sj}</td></tr>
`}function dn({run:t,overheads:e},n){return(0,L.T)(t,e).flatMap(({observed:o,benchmark:a,cells:r})=>{const s=r.get(n);if(o||!s?.overhead)return[];const l=(0,p.ho)(s.overhead,s.direction);return[{benchmark:a,percent:l.percent,...(0,p.BD)(l)}]})}function un(t,e){const n=t.find(a=>a.arm===e&&a.benchmark==="lifecycle.startup");if(!n)return p.sj;const o=(0,p.eI)(n.level,n.unit,n.noisePercent);return u`${o} <span class="interval">${(0,wt.qK)(t,e)}</span>`}function pn(t,e){const o=t.blocks.flatMap(({launches:r})=>r.filter(s=>s.arm===e)).flatMap(({footprint:r})=>r?.pssBytes??[]);if(o.length===0)return p.sj;const a=t.environments.find(r=>r.arm===e)?.daemon;return`${(0,p.eI)((0,T.JZ)(o),"B")}${a?`, daemon ${(0,p.eI)(a.pssBytes,"B")}`:""}`}function St(t,e){if(e.length===0)return u``;const n=t.toLowerCase().replaceAll(" ","-");return u`<section aria-labelledby="${n}"><h2 id="${n}">${t}</h2>
${e.map(mn)}</section>`}function mn(t){return u`<figure id="chart-${t.id}"><h3>${t.title}</h3>
<div class="wide">${C(t.draw(K.wide))}</div><div class="narrow">${C(t.draw(K.narrow))}</div>
<figcaption>${t.caption}</figcaption></figure>
`}function fn(t){const e=(0,nn.h)(t);return e.length===0?u``:u`<section aria-labelledby="notes"><h2 id="notes">Warnings and notes</h2><ul class="notes">${e.map(n=>u`<li>${n}</li>`)}</ul></section>`}function hn(t){const{run:e}=t;return u`<section aria-labelledby="host"><h2 id="host">Host and versions</h2>
<dl class="facts">${gn(e).map(([n,o])=>u`<dt>${n}</dt><dd>${o}</dd>`)}</dl>
${xn(e)}${vn(t)}</section>`}function gn({fingerprint:t,plan:e}){const{cpu:n,storage:o,image:a}=t;return[["CPU",`${n.model}, microcode ${n.microcode}, online ${n.online}`],["CPU settings",`SMT ${n.smt}, governor ${n.governor||"unknown"}, turbo ${n.turbo}`],["kernel",`${t.kernel} (${t.kernelCommandLine})`],["system",`${t.os}, cgroup ${t.cgroup}, ${t.virtualization}`],["storage",[o.device,o.model,o.filesystem,o.options].filter(s=>s!=="").join(", ")],["userland",`${a.recipe}, ${a.sysbench}, ${a.digest}`],["mitigations",bn(t.mitigations)],["plan",`profile ${e.profile}, seed ${e.seed}, blocks ${e.blocks.min} to ${e.blocks.max}, ${(0,p.U9)(e.pairsPerBlock,"pair")} a block`],["hardware key",t.hardwareKey]].filter(([,s])=>s!=="")}function bn(t){const e=Object.entries(t),n=e.filter(([,a])=>a!=="Not affected").map(([a,r])=>`${a}: ${r}`),o=e.length-n.length;return[...n,...o===0?[]:[`not affected by ${o} others`]].join("; ")}function xn(t){const e=t.environments.map(n=>$n(t,n));return e.length===0?u``:u`<div class="scroll" tabindex="0" role="region" aria-label="versions"><table><thead><tr><th scope="col">Runtime</th><th scope="col">Source</th><th scope="col">Version</th><th scope="col" class="extra">Binary and its sha256</th></tr></thead>${e}</table></div>`}function $n(t,{arm:e,source:n,binaries:o}){const a=o.length===0?[{path:"",version:"",sha256:""}]:o,r=u`<th scope="rowgroup" rowspan="${a.length}"><i class="swatch ${j(t,e)}"></i>${e}</th><td class="wrap muted" rowspan="${a.length}">${n}</td>`,s=a.map(({path:l,version:i,sha256:c},d)=>u`<tr>${d===0?r:void 0}<td class="wrap">${i}</td><td class="wrap extra"><code>${l}</code> <code class="muted">${c.slice(0,12)}</code></td></tr>
`);return u`<tbody>${s}</tbody>`}function vn({comparison:t}){const e=(t?.differences??[]).map(({field:n,baseline:o,candidate:a})=>u`<tr><th scope="row" class="wrap">${n}</th><td class="wrap">${o}</td><td class="wrap">${a}</td></tr>
`);return e.length===0?u``:u`<h3 class="differs">What differs from the baseline besides</h3>
<div class="scroll" tabindex="0" role="region" aria-label="differences"><table><thead><tr><th scope="col">Field</th><th scope="col">Baseline</th><th scope="col">Now</th></tr></thead><tbody>${e}</tbody></table></div>`}function yn({run:t}){return u`<section aria-labelledby="reproduce"><h2 id="reproduce">Measure it again</h2>
<pre class="command" id="command">${(0,bt.fP)(t)}</pre>
<p class="after"><button class="plain" data-copy="command">Copy</button></p></section>`}const wn=`'use strict';
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
`,kn=`${Pt(":root")}
${Et}
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
}`,At=t=>`'sha256-${(0,Tt.createHash)("sha256").update(t).digest("base64")}'`;function Mn({style:t,script:e}){return["default-src 'none'",`style-src ${At(t)}`,`script-src ${At(e)}`,"img-src data:","base-uri 'none'","form-action 'none'"].join("; ")}function Sn({run:t,comparison:e,gate:n}){return`${e===void 0?"Cost of runtimes":(0,$.Pl)(e,n).answer} - tare, ${(0,O.fU)(t.startedAt)}`}function An(t){return Ot(Sn(t),on(t),[...On(t),fn(t),hn(t),yn(t)])}function On(t){const[e,...n]=me(t),[o,a,r]=[Je(t),St("Charts",e?[e]:[]),St("More charts",n)],s=ln(t);return t.comparison?[o,s,a,r]:[s,a,o,r]}const Tn={style:"",script:""};function Ot(t,e,n,o=Tn){const[a,r]=[kn+o.style,wn+o.script];return u`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${Mn({style:a,script:r})}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${t}</title>
<style>${C(a)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the figures</a>
<header>${e}</header>
<main id="main">
${n}
</main>
<footer>Costs and changes are time for the same work (or memory): + is worse, - is better, ×n is n times as much, ~ is no evidence of either, [?] is too few blocks for an interval. Made by tare.</footer>
<div id="tip" role="tooltip" hidden></div>
<script>${C(r)}</script>
</body>
</html>
`.text}})};export{Rn as id,Bn as ids,zn as modules};
