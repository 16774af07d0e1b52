function probe(what) {
  const faults = [];
  const brief = (e) =>
    e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") +
    " “" + e.textContent.trim().slice(0, 30) + "”";

  function colour(text) {
    const parts = text.match(/[\d.]+/g).map(Number);
    return { rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : 1 };
  }
  function luminance(rgb) {
    const [r, g, b] = rgb.map((c) => {
      c /= 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function ground(e) {
    for (let at = e; at; at = at.parentElement) {
      const found = colour(getComputedStyle(at).backgroundColor);
      if (found.alpha > 0.99) return found.rgb;
    }
    return [255, 255, 255];
  }
  function contrast(a, b) {
    const [x, y] = [luminance(a), luminance(b)];
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  }

  if (what === "contrast") {
    const seen = new Set();
    for (const e of document.querySelectorAll("body *")) {
      if (e.closest("svg,script") || !e.getClientRects().length) continue;
      const own = Array.from(e.childNodes).some(
        (n) => n.nodeType === 3 && n.textContent.trim());
      if (!own) continue;
      const style = getComputedStyle(e);
      const ink = colour(style.color).rgb;
      const ratio = contrast(ink, ground(e));
      const key = style.color + ground(e);
      if (ratio < 4.5 && !seen.has(key)) {
        seen.add(key);
        faults.push(brief(e) + " has contrast " + ratio.toFixed(2));
      }
    }
    // Text of charts: outside of marks it stands on the chart's own ground.
    for (const svg of document.querySelectorAll("figure svg")) {
      const plate = svg.querySelector(":scope>rect");
      if (!plate || !svg.getClientRects().length) continue;
      const paper = colour(getComputedStyle(plate).fill).rgb;
      const title = svg.querySelector(":scope>text");
      if (!title) continue;
      const ratio = contrast(colour(getComputedStyle(title).fill).rgb, paper);
      if (ratio < 4.5)
        faults.push("title of " + svg.id + " has contrast " + ratio.toFixed(2));
    }
    return faults;
  }

  if (what === "structure") {
    const count = (s) => document.querySelectorAll(s).length;
    if (count("h1") !== 1) faults.push(count("h1") + " elements h1");
    for (const s of ["body>header", "main", "body>footer", "nav[aria-label]"])
      if (!count(s)) faults.push("no " + s);
    if (!document.documentElement.lang) faults.push("no lang");
    const ids = Array.from(document.querySelectorAll("[id]"), (e) => e.id);
    const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
    if (twice.length) faults.push("ids twice: " + twice.slice(0, 5));
    for (const a of document.querySelectorAll("a[href^='#']")) {
      const id = decodeURIComponent(a.getAttribute("href").slice(1));
      if (!document.getElementById(id)) faults.push("no place #" + id);
    }
    for (const e of document.querySelectorAll("svg")) {
      const name = (e.getAttribute("aria-labelledby") || "").split(" ")
        .map((id) => document.getElementById(id))
        .filter(Boolean).map((t) => t.textContent.trim()).join("");
      if (!name && e.getAttribute("aria-hidden") !== "true")
        faults.push("a drawing without a name: " + e.id);
    }
    for (const e of document.querySelectorAll("img:not([alt])"))
      faults.push("an image without alt: " + e.src.slice(0, 40));
    for (const e of document.querySelectorAll("[headers]"))
      for (const id of e.getAttribute("headers").split(" "))
        if (!document.getElementById(id)) faults.push("no head #" + id);
    for (const e of document.querySelectorAll(".scroll"))
      if (e.scrollWidth > e.clientWidth && e.tabIndex < 0)
        faults.push("scrolls without the keyboard: " + brief(e));
    for (const e of document.querySelectorAll("select,input"))
      if (!e.labels.length) faults.push("a field without a label: " + e.id);
    let level = 0;
    for (const h of document.querySelectorAll("h1,h2,h3,h4")) {
      const next = Number(h.tagName[1]);
      if (next > level + 1) faults.push("a level is left out at " + brief(h));
      level = next;
    }
    return faults;
  }

  if (what === "sort") {
    const buttons = Array.from(document.querySelectorAll(".sort"));
    if (!buttons.length) return null;
    for (const button of buttons.slice(0, 60)) {
      const head = button.closest("th");
      const body = head.closest("table").tBodies[0];
      const order = () => Array.from(body.rows, (r) => r.textContent).join("|");
      const before = order();
      const values = () => Array.from(body.rows)
        .filter((r) => !r.className)
        .map((r) => r.cells[head.cellIndex].textContent
          .replace(/[\u2007\u2008\s,]/g, "").replace(/\u2212/g, "-"))
        .filter((t) => /^-?\d+(\.\d+)?%?$/.test(t)).map(parseFloat);
      const rising = (l) => l.every((v, i) => i === 0 || l[i - 1] <= v);
      button.click();
      if (head.getAttribute("aria-sort") !== "ascending")
        faults.push("no aria-sort after a click on " + brief(head));
      const up = values();
      const free = Array.from(body.rows).filter((r) => !r.className);
      if (up.length === free.length && !rising(up))
        faults.push("not rising: " + brief(head) + " " + up.slice(0, 5));
      button.click();
      const down = values().reverse();
      if (down.length === free.length && !rising(down))
        faults.push("not falling: " + brief(head));
      button.click();
      if (order() !== before || head.hasAttribute("aria-sort"))
        faults.push("the first order does not come back: " + brief(head));
    }
    return faults;
  }

  if (what === "search") {
    const field = document.getElementById("search");
    if (!field || field.closest("[hidden]")) return ["no search"];
    const rows = Array.from(
      document.querySelectorAll(".cards tbody tr,.sheet>li"));
    const wanted = rows[rows.length - 1].querySelector("a").textContent
      .split(" ")[0];
    field.value = wanted;
    field.dispatchEvent(new Event("input"));
    const left = rows.filter((r) => !r.hidden);
    if (!left.length || left.length === rows.length && rows.length > 1)
      faults.push("a search leaves " + left.length + " of " + rows.length);
    if (left.some((r) => r.textContent.indexOf(wanted) < 0))
      faults.push("a search leaves what does not match");
    if (!document.getElementById("search-found").textContent.trim())
      faults.push("a search does not say how many it found");
    return faults;
  }
  return faults;
}
