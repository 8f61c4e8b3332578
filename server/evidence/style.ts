/** Is the look of the report: for screens of any width, light and dark, and for paper. */
export const style = `
:root{color-scheme:light dark;--ink:#1c2430;--soft:#57606a;--line:#d5dbe3;--paper:#fff;--tint:#f5f7fa;--good:#17723f;--ready:#2a66b0;--watch:#9a6200;--none:#8a929c;--deny:#b3261e;--hold:#b55a00;--ask:#2a66b0;--mask:#6b46c1;--pass:#9aa4b2}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ee;--soft:#a3acb8;--line:#38414d;--paper:#14181e;--tint:#1c222a;--good:#3fb374;--ready:#6aa5ea;--watch:#d9a13b;--none:#77808c;--deny:#f2766d;--hold:#ee9a4d;--ask:#6aa5ea;--mask:#a98cf0;--pass:#7b8593}}
*,::before{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main,header,footer{max-width:1040px;margin:0 auto;padding:0 24px}
header{padding-top:36px}
h1{font-size:28px;line-height:1.2;margin:0 0 4px}
h2{font-size:21px;margin:44px 0 8px;padding-top:12px;border-top:1px solid var(--line)}
h3{font-size:17px;margin:28px 0 6px}
p{margin:6px 0 12px;max-width:75ch}
a{color:var(--ready)}
.soft,figcaption span,caption,.id{color:var(--soft)}
nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;list-style:none;padding:0;margin:14px 0 0}
.note{border-left:4px solid var(--line);padding:8px 14px;background:var(--tint);margin:18px 0}
.alarm{border-left-color:var(--deny)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(250px,1fr));gap:12px;margin:18px 0;padding:0;list-style:none}
.tiles li{border:1px solid var(--line);border-radius:8px;padding:12px 14px;background:var(--tint)}
.tiles b{display:block;font-size:25px;line-height:1.15;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
figure{margin:22px 0;border:1px solid var(--line);border-radius:8px;padding:14px 16px}
figcaption strong{display:block}
svg{display:block;width:100%;height:auto;font:12px system-ui,sans-serif}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;list-style:none;margin:8px 0;padding:0;font-size:13px}
.swatch{display:inline-block;width:11px;height:11px;border-radius:2px;margin-right:6px;vertical-align:-1px}
.grid{stroke:var(--line);stroke-width:1}.tick{fill:var(--soft);font-size:11px}.label{fill:var(--ink);font-size:13px}.on{fill:var(--paper);font-size:12px;font-weight:600}
.good{fill:var(--good);background:var(--good)}.ready{fill:var(--ready);background:var(--ready)}.watch{fill:var(--watch);background:var(--watch)}.none{fill:var(--none);background:var(--none)}
.deny{fill:var(--deny);background:var(--deny)}.hold{fill:var(--hold);background:var(--hold)}.ask{fill:var(--ask);background:var(--ask)}.mask{fill:var(--mask);background:var(--mask)}.pass{fill:var(--pass);background:var(--pass)}
.on.good-text,.on.ready-text,.on.watch-text,.on.none-text{fill:var(--paper);background:none}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px;margin:8px 0 18px}
caption{text-align:left;padding:0 0 6px;font-size:14px}.facts caption,.quiet caption,.facts thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.facts{border-top:1px solid var(--line)}.facts tbody th{width:30%}
th,td{text-align:left;vertical-align:top;padding:7px 10px 7px 0;border-bottom:1px solid var(--line)}
thead th{font-size:12px;color:var(--soft);font-weight:600;border-bottom-width:2px;white-space:nowrap}
tbody th{font-weight:500}
td.n,.figures td{font-variant-numeric:tabular-nums}
.controls thead th:nth-child(1){width:24%}.controls thead th:nth-child(2){width:19%}.controls thead th:nth-child(3),.controls thead th:nth-child(4){width:8%}
.id{font-size:12px;display:block;font-weight:400}
.state{white-space:nowrap;font-weight:600}.state::before{content:"";display:inline-block;width:10px;height:10px;border-radius:50%;margin-right:7px;vertical-align:-1px;background:var(--none)}
.state.s-good::before{background:var(--good)}.state.s-ready::before{background:none;border:3px solid var(--ready)}.state.s-watch::before{background:var(--watch);border-radius:1px}.state.s-none::before{background:none;border:2px solid var(--none)}
code{font:13px ui-monospace,SFMono-Regular,Menlo,monospace;overflow-wrap:anywhere}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
footer{margin-top:48px;padding-bottom:40px;color:var(--soft);font-size:13px}
@media(max-width:640px){.tiles{grid-template-columns:1fr 1fr}}
@media print{:root{color-scheme:light;--ink:#000;--soft:#444;--line:#bbb;--paper:#fff;--tint:#fff}body{font-size:11px}main,header,footer{max-width:none;padding:0}nav{display:none}h2{break-after:avoid}h3{break-after:avoid}figure,tr,.tiles li,.note{break-inside:avoid}table{font-size:10px}.wide{overflow:visible}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
@page{margin:16mm}
`;
