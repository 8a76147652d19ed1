/** What the dashboard adds to the page's style. */
export const HISTORY_STYLE = `
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
`;
