/// The look of all pages: one column of text on white, readable from 360
/// pixels on, and A4 on paper.
let pageStyleSheet = """
  :root{--ink:#1a1a1a;--muted:#5f6368;--rule:#dcdfe3;--accent:#1f5a99;\
  --tint:#f5f7fa;--paper:#fff;--line:#8c8c8c;--warn:#b35806;--warm:#fdf0e3;\
  --warm-ink:#5c2c02;--focus:#2f7fc1;--sans:"Noto Sans CJK SC","Source Han Sans SC",\
  "PingFang SC","Hiragino Sans GB","Microsoft YaHei","Helvetica Neue",Arial,\
  sans-serif;--serif:"Noto Serif CJK SC","Source Han Serif SC","Songti SC",\
  SimSun,Georgia,"Times New Roman",serif}
  :lang(en){--sans:"Helvetica Neue",Arial,"Noto Sans CJK SC",\
  "PingFang SC","Microsoft YaHei",sans-serif;--serif:Georgia,\
  "Times New Roman","Noto Serif CJK SC",serif}
  @media screen and (prefers-color-scheme:dark){
  :root{--ink:#f1f3f4;--muted:#b4bac0;--rule:#343a40;--accent:#8cc6f2;\
  --tint:#22272c;--paper:#16191d;--line:#7b838b;--warn:#f0a04b;\
  --warm:#33261a;--warm-ink:#fbd9b5;--focus:#6cb2eb}}
  *{box-sizing:border-box}
  html{-webkit-text-size-adjust:100%;scroll-behavior:auto}
  body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.75 var(--sans);\
  overflow-wrap:break-word}
  .page-head,main,.page-foot{max-width:824px;margin:0 auto;padding:0 32px}
  .page-head{padding-top:28px}
  h1,h2,h3,h4{line-height:1.35;text-wrap:balance;unicode-bidi:isolate}
  h1{font:700 32px/1.35 var(--serif);margin:36px 0 6px}
  h2{font:700 24px/1.35 var(--serif);margin:64px 0 16px;padding-top:14px;\
  border-top:2px solid var(--ink)}
  h3{font-size:18px;margin:40px 0 6px}
  h4{font-size:16px;margin:28px 0 4px}
  p{margin:0 0 14px;unicode-bidi:plaintext}
  th,td,dd,dt,li{unicode-bidi:plaintext}
  a{color:var(--accent);text-underline-offset:3px}
  a:focus-visible,summary:focus-visible,.scroll:focus-visible{\
  outline:3px solid var(--focus);outline-offset:2px}
  .skip{position:absolute;left:-9999px}
  .skip:focus{left:16px;top:12px;background:var(--paper);padding:8px 14px;z-index:1}
  .tools{display:flex;flex-wrap:wrap;gap:4px 22px;font-size:14px}
  .subtitle{font-size:18px;color:var(--muted);margin-bottom:20px}
  .made-up{background:var(--warm);border-left:4px solid var(--warn);\
  color:var(--warm-ink);\
  padding:9px 14px;margin:20px 0;font-size:14px}
  .contents{margin:28px 0 0;font-size:15px}
  .contents h2{font:700 15px/1.4 var(--sans);border:0;margin:0 0 6px;padding:0}
  .contents ol{margin:0;padding-left:1.5em}
  .contents ol ol{list-style:none;padding-left:0;color:var(--muted)}
  .finding{font-size:17px;margin:0 0 18px}
  .figure{margin:22px 0 30px}
  .wide{margin:0 -20px}
  .wide svg{display:block;width:100%;height:auto}
  .wide.only{overflow-x:auto;margin:0}
  .narrow{display:none;margin:0 -18px;overflow-x:auto}
  .narrow svg{display:block}
  .narrow.fit svg{max-width:100%;height:auto}
  .files,.how{font-size:14px}
  .picker{display:flex;flex-wrap:wrap;gap:6px 12px;align-items:center;\
  font-size:14px;position:sticky;top:0;z-index:2;background:var(--paper);\
  padding:8px 0;margin:18px 0 0;border-bottom:1px solid var(--rule)}
  .picker[hidden]{display:none}
  .picker select,.picker input{font:inherit;color:inherit;max-width:16em;\
  background:var(--paper);border:1px solid var(--line);padding:3px 6px}
  .picker span{color:var(--muted)}
  .sort{all:unset;cursor:pointer;unicode-bidi:plaintext}
  .sort:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
  .sort::after{content:"";display:inline-block;width:1.1em;text-align:center}
  [aria-sort] .sort::after{content:"\\25B2";font-size:.7em}
  [aria-sort=descending] .sort::after{content:"\\25BC"}
  svg [data-unit],tr[data-unit]>th{cursor:pointer}
  .has-unit svg [data-unit]{opacity:.22}
  .has-unit svg .on,.has-unit svg .on [data-unit]{opacity:1}
  tr.on>*{background:var(--warm);color:var(--warm-ink);font-weight:700}
  [hidden]{display:none}
  details{margin:6px 0 22px;font-size:14px}
  summary{cursor:pointer;color:var(--accent);padding:4px 0}
  .scroll{overflow-x:auto;margin:18px 0 28px;scrollbar-width:thin}
  .scroll .manyi-table{font-size:14px}
  .scroll .manyi-table thead th{word-break:keep-all}
  .scroll .manyi-table th,.scroll .manyi-table td{padding-left:.45em;\
  padding-right:.45em}
  .scroll .manyi-table th.manyi-indent-1{padding-left:1.7em}
  .scroll .manyi-table th.manyi-indent-2{padding-left:2.9em}
  .scroll .manyi-table th.manyi-indent-3{padding-left:4.1em}
  .scroll .manyi-table th.manyi-indent-4{padding-left:5.3em}
  .scroll .manyi-table th.manyi-indent-5{padding-left:6.5em}
  .aloud{position:absolute;width:1px;height:1px;overflow:hidden;\
  clip-path:inset(50%);white-space:nowrap}
  details .scroll{margin:8px 0}
  .scroll.broad{--out:calc(50% - min(50vw - 28px,760px));\
  margin-left:var(--out);margin-right:var(--out)}
  .scroll.broad .manyi-table{font-size:13px}
  .scroll.broad tfoot span{display:block;position:sticky;left:.45em;\
  max-width:min(46em,calc(100vw - 72px))}
  .scroll.broad tfoot br{display:none}
  table.plain{border-collapse:collapse;font-size:14px;line-height:1.5;\
  font-variant-numeric:tabular-nums}
  .plain th,.plain td{padding:5px 14px 5px 0;text-align:left;\
  vertical-align:top;border-bottom:1px solid var(--rule);font-weight:400}
  .plain thead th{font-weight:600;border-bottom:1.5px solid var(--line)}
  .plain.roomy{min-width:44em}
  .plain td.number,.plain th.number,.sums td,.sums thead th+th{text-align:right}
  .sums td:nth-child(3),.sums td:nth-child(4),.sums thead th:nth-child(3),\
  .sums thead th:nth-child(4){text-align:left}
  .manyi-table,.manyi-table tr{background:var(--paper);color:var(--ink)}
  .manyi-table,.manyi-table th,.manyi-table td,\
  .manyi-table thead tr:first-child>*,.manyi-table thead tr:last-child>*,\
  .manyi-table thead [rowspan],.manyi-table thead th.manyi-spanner,\
  .manyi-table tr.manyi-group th,.manyi-table tr.manyi-subtotal>*,\
  .manyi-table tfoot td{border-color:var(--line)}
  .manyi-table tbody td,.manyi-table tbody th{border-bottom-color:var(--rule)}
  .manyi-table tr.manyi-overall{background:var(--tint)}
  .manyi-mark{color:var(--warm-ink);background:var(--warm)}
  .manyi-subtitle,.manyi-interval,.manyi-base,.manyi-state,\
  .manyi-table tfoot td,.manyi-table .manyi-no-rows{color:var(--muted)}
  .manyi-letters{color:var(--accent)}
  .cards th,.cards td{white-space:nowrap}
  .cards td:nth-child(2){white-space:normal;min-width:9em}
  .terms{display:grid;grid-template-columns:8.5em minmax(0,1fr);gap:4px 16px;\
  margin:8px 0 22px;font-size:15px}
  .terms dt{color:var(--muted);grid-column:1}
  .terms dd{margin:0;grid-column:2;overflow-wrap:anywhere}
  code{font:13px/1.5 "Noto Sans Mono CJK SC",Consolas,Menlo,monospace;\
  overflow-wrap:anywhere}
  .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));\
  gap:1px;margin:22px 0}
  .facts div{box-shadow:0 0 0 1px var(--rule);padding:12px 16px}
  .facts dt{font-size:13px;color:var(--muted)}
  .facts dd{margin:0;font-size:26px;line-height:1.35;\
  font-variant-numeric:tabular-nums}
  .facts dd.small{font-size:13px;color:var(--muted);overflow:visible}
  .facts dd.word{font-size:18px;padding-top:6px}
  .gates{border-left:4px solid var(--warn);padding:2px 0 2px 14px;margin:18px 0}
  .card .gates h2{font:700 16px/1.5 var(--sans);border:0;margin:0;padding:0}
  .gates ul{margin:4px 0;padding-left:1.2em}
  .columns{display:grid;grid-template-columns:1fr 1fr;gap:0 36px}
  .columns ul,.columns ol{padding-left:1.3em;margin:6px 0}
  .card h2{font-size:20px;margin:44px 0 12px}
  .card-page .page-head,.card-page main,.card-page .page-foot{\
  max-width:1096px}
  .card .facts{display:flex;flex-wrap:wrap}
  .card .facts div{flex:1 1 130px;padding:12px 14px}
  .card .facts dd{font-size:24px}.card .facts dd.small{font-size:13px}
  .pair{display:grid;gap:0 24px;\
  grid-template-columns:minmax(0,2fr) minmax(0,3fr)}
  .small{overflow-x:auto}.small svg{display:block}
  .small.fit svg{max-width:100%;height:auto}
  .page-foot{margin-top:64px;margin-bottom:40px;padding-top:12px;\
  color:var(--muted);font-size:13px}
  .page-foot p{border-top:1px solid var(--rule);padding-top:12px}
  @media screen and (max-width:940px){
  .pair{grid-template-columns:minmax(0,1fr)}}
  @media (max-width:620px){
  .page-head,main,.page-foot{padding-left:18px;padding-right:18px}
  h1{font-size:25px;margin-top:24px}h2{font-size:21px;margin-top:48px}
  .wide{display:none}.wide.only{display:block}.narrow{display:block}
  .wide.only svg{min-width:640px}.small{margin:0 -18px}
  .picker{position:static}
  .scroll tfoot span{display:block;position:sticky;left:.45em;\
  max-width:calc(100vw - 52px)}
  .scroll tfoot br{display:none}
  .terms,.columns{grid-template-columns:minmax(0,1fr)}
  .terms dd{grid-column:1}.terms dd+dt{margin-top:8px}}
  @media print{
  @page{size:A4;margin:17mm 16mm}
  body{font-size:10.5pt;line-height:1.6}
  .page-head,main,.page-foot{max-width:none;padding:0}
  .wide{display:block;margin:0}.narrow{display:none}
  .wide svg{max-height:238mm}.wide.only svg{max-height:none}
  .wide.only{break-inside:auto;overflow:visible}
  .pair{gap:0 12px}.small svg{max-width:100%;height:auto}
  .small{overflow:visible}.sort::after{content:none!important}
  .sort{display:contents}
  .tools,.skip,.picker,.how,details:not([open]),details[open]>summary{display:none}
  h1{font-size:22pt;margin-top:0}h2{font-size:16pt}h3{font-size:12.5pt}
  main>section+section{break-before:page}
  main>section>h2{margin-top:0}
  h1,h2,h3,h4,.finding{break-after:avoid}.finding{break-inside:avoid}
  .figure,.facts,.gates,.made-up{break-inside:avoid}
  .terms{font-size:9pt;line-height:1.45;gap:1pt 12pt;margin:3pt 0 8pt}
  .page-foot{margin:10pt 0 0}.method h3{margin:10pt 0 2pt}
  .terms dt{break-after:avoid}.terms dd{orphans:2;widows:2}
  .sources{columns:2;column-gap:10mm}.sources h3{margin-top:0}
  .sources .terms{display:block;break-inside:avoid}
  .sources .terms dt{float:left;clear:left;width:6.5em}
  .sources .terms dd{margin-left:7em}
  tr{break-inside:avoid}thead{display:table-header-group}
  .scroll{overflow:visible}
  .scroll.broad{margin-left:0;margin-right:0}
  caption{break-inside:avoid;break-after:avoid}
  .whole{display:none}.part+.part{margin-top:10pt}
  .brief .manyi-table-frame{break-inside:avoid}
  .manyi-table tbody:first-of-type>tr:first-child,\
  .plain tbody>tr:first-child{break-before:avoid}
  .manyi-table-frame::before{content:"";display:block;\
  height:52mm;margin-bottom:-52mm;break-inside:avoid}
  .scroll .manyi-table{font-size:8.6pt}
  .scroll .manyi-table td{padding-left:.3em;padding-right:.3em}
  .card-page main section,.pair{break-inside:avoid}
  .card-page .manyi-table-frame::before{content:none}
  .card-page h1{font-size:16pt}.card-page h2{font-size:12pt;\
  margin:10pt 0 4pt;padding-top:6pt;border-top-width:1px}
  .card-page .figure{margin:4pt 0}.card-page .small svg{max-height:170mm}
  .card .files{display:none}
  .card-page .facts{margin:8pt 0}
  .card-page .facts div{flex-basis:0;padding:4pt 6pt}
  .card-page .facts dd{font-size:14pt}
  .card-page .facts dd.small,.card-page .facts dt{font-size:8pt}
  .card-page .scroll{margin:4pt 0}.card-page .terms{font-size:8.5pt;\
  line-height:1.4;break-inside:auto}
  .card-page .made-up{margin:6pt 0;padding:4pt 8pt;font-size:8.5pt}
  a{color:inherit;text-decoration:none}}

  """
