/// What a page does beside being read: tables are sorted by their heads, one
/// unit is shown in all charts and tables, lists are searched, tables wider
/// than paper are printed in parts, and the link to another language keeps the
/// place. The page says everything without it.
///
/// It is the same in every language and on every page, so its hash is too.
let pageScript = #"""
  (function(){"use strict";
  var d=document,each=function(list,f){Array.prototype.forEach.call(list,f)};
  function say(box,n){if(box)box.textContent=n===null?"":
  box.getAttribute("data-words").replace("#",String(n))}

  /* One unit in all charts and tables. */
  var pick=d.getElementById("unit"),found=d.getElementById("unit-found");
  function show(name){
  each(d.querySelectorAll(".on"),function(e){e.classList.remove("on")});
  var n=0;
  if(name)each(d.querySelectorAll("[data-unit]"),function(e){
  if(e.getAttribute("data-unit")===name){e.classList.add("on");
  if(e.getClientRects().length||e.closest("details"))n++}});
  d.body.classList.toggle("has-unit",n>0);
  if(pick)pick.value=n>0?name:"";
  say(found,name?n:null)}
  function choose(name){show(name);
  try{history.replaceState(null,"",name?"#unit="+encodeURIComponent(name):
  location.href.split("#")[0])}catch(e){}}
  function read(){var hash=location.hash;
  if(hash.indexOf("#unit=")===0){var name="";
  try{name=decodeURIComponent(hash.slice(6))}catch(e){}
  show(name)}}
  if(pick){pick.closest("[hidden]").hidden=false;
  pick.addEventListener("change",function(){choose(pick.value)});
  addEventListener("hashchange",read);
  d.addEventListener("click",function(event){
  var mark=event.target.closest("svg [data-unit],tr[data-unit]>th");
  if(!mark||event.target.closest("a,button"))return;
  mark=mark.closest("[data-unit]");
  choose(mark.classList.contains("on")?"":mark.getAttribute("data-unit"))});
  d.addEventListener("keydown",function(event){
  if(event.key==="Escape"&&d.body.classList.contains("has-unit"))choose("")});
  read()}

  /* Tables sorted by a column. */
  function text(row,i){var cell=row.cells[i];
  return cell?cell.textContent.replace(/[\u2007\u2008\s]+/g," ").trim():""}
  function number(t){var m=t.replace(/,/g,"").replace(/\u2212/g,"-")
  .match(/^(?:\[\w+\] ?)?[(（]?([-+]?\d+(?:\.\d+)?)/);
  return m?parseFloat(m[1]):NaN}
  function isEmpty(t){return t===""||/^([–—-]|\[[cxz]\])$/.test(t)}
  function sort(table,heads,i){
  var body=table.tBodies[0],rows=Array.prototype.slice.call(body.rows),
  now=heads[i].getAttribute("aria-sort"),
  next=now==="ascending"?"descending":now==="descending"?"none":"ascending",
  sign=next==="descending"?-1:1;
  each(heads,function(h){h.removeAttribute("aria-sort")});
  if(next!=="none")heads[i].setAttribute("aria-sort",next);
  rows.sort(function(a,b){return a._place-b._place});
  var free=rows.filter(function(r){return !r.className}),
  all=free.every(function(r){var t=text(r,i);
  return isEmpty(t)||!isNaN(number(t))});
  if(next!=="none")free.sort(function(a,b){
  var s=text(a,i),t=text(b,i),e=isEmpty(s),f=isEmpty(t);
  if(e||f)return e===f?a._place-b._place:e?1:-1;
  var x=all?number(s):s,y=all?number(t):t;
  return x===y?a._place-b._place:(x>y?1:-1)*sign});
  rows.map(function(r){return r.className?r:free.shift()})
  .forEach(function(r){body.appendChild(r)})}
  each(d.querySelectorAll("main table"),function(table){
  var head=table.tHead;
  if(!head||head.rows.length!==1||table.tBodies.length!==1||
  table.tBodies[0].rows.length<3||
  table.querySelector("tbody [colspan],[class*=manyi-indent]"))return;
  var heads=head.rows[0].cells;
  each(table.tBodies[0].rows,function(row,i){row._place=i});
  each(heads,function(h,i){
  if(!h.textContent.trim())return;
  var b=d.createElement("button");b.type="button";b.className="sort";
  while(h.firstChild)b.appendChild(h.firstChild);
  b.addEventListener("click",function(){sort(table,heads,i)});
  h.appendChild(b)})});

  /* A list searched by words. */
  var search=d.getElementById("search"),left=d.getElementById("search-found");
  function find(){
  var wanted=search.value.toLowerCase().split(/\s+/),n=0;
  each(d.querySelectorAll(".cards tbody tr,.sheet>li"),function(row){
  var t=row.textContent.toLowerCase(),
  fits=wanted.every(function(w){return t.indexOf(w)>=0});
  row.hidden=!fits;if(fits)n++});
  say(left,search.value?n:null)}
  if(search){search.closest("[hidden]").hidden=false;
  search.addEventListener("input",find);if(search.value)find()}

  /* Tables wider than paper are printed in parts: groups of columns, each
  with the heads of the rows. */
  var paper=672,type=11.5;
  function place(table){
  var taken=[];
  each(table.rows,function(row,r){
  var at=0;
  each(row.cells,function(cell){
  while((taken[r]=taken[r]||[])[at])at++;
  cell._at=at;
  for(var i=0;i<cell.rowSpan;i++)for(var k=0;k<cell.colSpan;k++)
  (taken[r+i]=taken[r+i]||[])[at+k]=true;
  at+=cell.colSpan})})}
  function cut(table){
  var frame=table.closest(".manyi-table-frame");
  if(!frame||!table.tHead||!table.offsetWidth)return;
  var room=paper*(parseFloat(getComputedStyle(table).fontSize)||14)/type;
  table.style.width=room+"px";
  var fits=table.offsetWidth<=room+2,wide=[],groups=[],parts=[];
  if(!fits){
  place(table);
  each(table.tHead.rows,function(row){each(row.cells,function(cell){
  if(cell.colSpan===1)wide[cell._at]=cell.offsetWidth;
  else if(!groups[cell._at])groups[cell._at]=cell.colSpan})});
  var from=1,used=wide[0],i=1;
  while(i<wide.length){
  var span=groups[i]||1,w=0;
  for(var k=i;k<i+span;k++)w+=wide[k]||0;
  if(span>1&&wide[0]+w>room){span=1;w=wide[i]||0}
  if(i>from&&used+w>room){parts.push([from,i]);from=i;used=wide[0]}
  used+=w;i+=span}
  parts.push([from,wide.length])}
  table.style.width="";
  if(parts.length>1)split(table,frame,parts)}
  function split(table,frame,parts){
  var last=frame;
  parts.forEach(function(part,n){
  var box=frame.cloneNode(true),copy=box.querySelector("table");
  each(box.querySelectorAll("[id]"),function(e){e.removeAttribute("id")});
  box.classList.add("part");
  var rows=Array.prototype.map.call(copy.rows,function(row){
  return Array.prototype.slice.call(row.cells)});
  each(table.rows,function(row,r){
  each(row.cells,function(cell,c){
  var own=0;
  for(var k=cell._at;k<cell._at+cell.colSpan;k++)
  if(k===0||k>=part[0]&&k<part[1])own++;
  if(own)rows[r][c].colSpan=own;else rows[r][c].remove()})});
  var title=copy.querySelector(".manyi-title");
  if(title)title.textContent+=" ("+(n+1)+"/"+parts.length+")";
  if(n<parts.length-1&&copy.tFoot)copy.tFoot.remove();
  last.after(box);last=box});
  frame.classList.add("whole")}
  addEventListener("beforeprint",function(){
  each(d.querySelectorAll(".scroll table"),cut)});
  addEventListener("afterprint",function(){
  each(d.querySelectorAll(".part"),function(e){e.remove()});
  each(d.querySelectorAll(".whole"),function(e){e.classList.remove("whole")})});

  /* The same place in another language. */
  each(d.querySelectorAll("a[hreflang]"),function(link){
  link.addEventListener("click",function(){
  var here=location.hash;
  if(!here)each(d.querySelectorAll("main section[id],article[id]"),
  function(s){if(s.getBoundingClientRect().top<120)here="#"+s.id});
  link.href=link.getAttribute("href").split("#")[0]+here})});
  })();
  """#
