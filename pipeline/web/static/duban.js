// What the pages do beyond plain links and forms: keys, ticking many rows, handing in files with progress.
// Everything works without it, save the keys.
"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const one = (selector, root = document) => root.querySelector(selector);
  const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;

  // What takes long says so, and is not asked for twice.
  all("button[data-wait]").forEach((each) => each.form.addEventListener("submit", () => { each.disabled = true; each.textContent = each.dataset.wait; }));

  // Selects that ask at once.
  all("select[data-auto]").forEach((each) => each.addEventListener("change", () => each.form.requestSubmit()));

  // On a narrow screen the bar is wider than what is seen of it: where one is, is in sight.
  const current = one(".top nav [aria-current]");
  if (current) current.parentElement.scrollLeft = current.offsetLeft - current.parentElement.offsetLeft - 40;

  // Menus close on Escape and on a click elsewhere.
  document.addEventListener("click", (event) => all("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  }));

  // Ticking: all at once, a count, and the fields that the chosen act needs.
  const bulk = one("form[data-bulk]");
  if (bulk) {
    const ticks = () => all("input[name=id]", bulk);
    const count = one("[data-count]", bulk);
    const whole = one("[data-all]", bulk);
    const told = () => {
      const number = ticks().filter((tick) => tick.checked).length;
      if (count) count.textContent = String(number);
      const bar = one(".bulk", bulk);
      if (bar) bar.hidden = number === 0;
    };
    if (whole) whole.addEventListener("change", () => { ticks().forEach((tick) => { tick.checked = whole.checked; }); told(); });
    bulk.addEventListener("change", told);
    told();
  }
  all("select[name=act]").forEach((select) => {
    const show = () => all("[data-for]", select.form).forEach((field) => { field.hidden = field.dataset.for !== select.value; });
    select.addEventListener("change", show);
    show();
  });

  // Rows by keys: j k to go, Enter to open, x to tick, / to search.
  const rows = all(".list tbody tr[data-url]");
  let at = -1;
  const go = (to) => {
    if (!rows.length) return;
    if (at >= 0) rows[at].classList.remove("here");
    at = Math.max(0, Math.min(rows.length - 1, to));
    rows[at].classList.add("here");
    rows[at].scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      all("details.menu[open]").forEach((menu) => { menu.open = false; });
      if (typing(event.target)) event.target.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const search = one("[data-search]");
    if (event.key === "/" && search) { event.preventDefault(); search.focus(); return; }
    if (rows.length) {
      if (event.key === "j") go(at + 1);
      else if (event.key === "k") go(at - 1);
      else if (event.key === "Enter" && at >= 0 && event.target === document.body) location.href = rows[at].dataset.url;
      else if (event.key === "x" && at >= 0) { const tick = one("input[name=id]", rows[at]); if (tick) tick.click(); }
    }
    const button = one(`[data-key="${CSS.escape(event.key)}"]`);
    if (button) { event.preventDefault(); press(button); }
  });
  // A button is pressed; a link followed; a disclosure opened with its first field in focus.
  const press = (button) => {
    if (button.tagName === "DETAILS") {
      button.open = !button.open;
      if (button.open) { const first = one("input:not([type=hidden]), textarea, select", button); if (first) first.focus(); }
      return;
    }
    button.click();
  };

  // The review desk: what is selected in the text is the sentence to add, or the place to split.
  const text = one("[data-text]");
  if (text) {
    // The sentence stands in the middle of what is seen of the text.
    const mark = one(".on", text);
    if (mark) text.scrollTop = mark.offsetTop - text.offsetTop - text.clientHeight / 3;
    const place = (node, offset) => {
      const range = document.createRange();
      range.setStart(text, 0);
      range.setEnd(node, offset);
      return Number(text.dataset.from) + Array.from(range.toString()).length;
    };
    const take = () => {
      const chosen = document.getSelection();
      if (!chosen.rangeCount || chosen.isCollapsed || !text.contains(chosen.anchorNode) || !text.contains(chosen.focusNode)) return;
      const range = chosen.getRangeAt(0);
      const start = place(range.startContainer, range.startOffset);
      const end = place(range.endContainer, range.endOffset);
      all("[data-start]").forEach((field) => { field.value = String(start); });
      all("[data-end]").forEach((field) => { field.value = String(end); });
      all("[data-selected]").forEach((field) => { field.textContent = range.toString(); });
    };
    document.addEventListener("selectionchange", take);
    // By keys alone: t the next clause from the sentence on, r the one before, T one more.
    const words = text.textContent;
    const clauses = Array.from(words.matchAll(/[^，。；：！？\n]+/g)).filter((found) => found[0].trim())
      .map((found) => [found.index + found[0].length - found[0].trimStart().length, found.index + found[0].trimEnd().length]);
    const spot = (offset) => {
      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      let left = offset;
      let node = walker.nextNode();
      while (node && left > node.data.length) { left -= node.data.length; node = walker.nextNode(); }
      return [node, left];
    };
    const before = document.createRange();
    if (mark) { before.setStart(text, 0); before.setEndBefore(mark); }
    let from = Math.max(0, clauses.findIndex(([, end]) => end > before.toString().length)) - 1;
    let to = from;
    const select = () => {
      const range = document.createRange();
      range.setStart(...spot(clauses[from][0]));
      range.setEnd(...spot(clauses[to][1]));
      const chosen = document.getSelection();
      chosen.removeAllRanges();
      chosen.addRange(range);
      range.startContainer.parentElement.scrollIntoView({ block: "nearest" });
    };
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      const last = clauses.length - 1;
      if (event.key === "t" && to < last) { from = to + 1; to = from; } else if (event.key === "T" && to < last) { to += 1; from = Math.max(from, 0); } else if (event.key === "r" && from > 0) { from -= 1; to = from; } else return;
      select();
    });
  }

  // Files: dropped or chosen, sent one by one with their progress. What was not taken stays to be read.
  document.documentElement.classList.add("scripted");
  const drop = one("[data-drop]");
  if (drop) {
    const form = drop.closest("form");
    const input = one("input[type=file]", form);
    const list = one("[data-sending]");
    const count = one("[data-sent-count]");
    const send = (file) => new Promise((done) => {
      const row = document.createElement("li");
      const name = document.createElement("span");
      const bar = document.createElement("progress");
      const said = document.createElement("span");
      name.textContent = file.name;
      bar.max = 1; bar.value = 0;
      row.append(name, bar, said);
      list.prepend(row);
      const refuse = (words) => { said.textContent = words; row.classList.add("refused"); bar.remove(); done(); };
      if (file.size > Number(drop.dataset.most)) { refuse(drop.dataset.large); return; }
      const request = new XMLHttpRequest();
      const data = new FormData();
      data.append("csrf", form.elements.csrf.value);
      data.append("file", file);
      request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; });
      request.addEventListener("loadend", () => {
        let answer = null;
        try { answer = JSON.parse(request.responseText); } catch { answer = null; }
        if (request.status === 200) { row.remove(); done(); return; }
        const why = answer && answer.errors && answer.errors.length ? answer.errors.join("; ") : "";
        if (why) name.remove(); // It is in the reason.
        refuse(why || drop.dataset.failed);
      });
      request.open("POST", form.action);
      request.setRequestHeader("accept", "application/json");
      request.send(data);
    });
    const queue = [];
    let sent = 0;
    let sending = false;
    const sendAll = async (files) => {
      queue.push(...files);
      if (sending) return;
      sending = true;
      while (queue.length) {
        await send(queue.shift());
        sent += 1;
        count.hidden = false;
        count.textContent = `${count.dataset.words} ${sent} / ${sent + queue.length}`;
        if (sent === 1) follow();
      }
      sending = false;
      follow();
    };
    form.addEventListener("submit", (event) => { if (input.files.length) { event.preventDefault(); sendAll(Array.from(input.files)); input.value = ""; } });
    input.addEventListener("change", () => { if (input.files.length) form.requestSubmit(); });
    ["dragenter", "dragover"].forEach((kind) => drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); }));
    ["dragleave", "drop"].forEach((kind) => drop.addEventListener(kind, () => drop.classList.remove("over")));
    drop.addEventListener("drop", (event) => { event.preventDefault(); sendAll(Array.from(event.dataTransfer.files)); });
    // The list follows what happens to the files: it alone is fetched anew, what stands above it stays.
    const open = () => one('[data-upload][data-state="waiting"], [data-upload][data-state="reading"]') !== null;
    let following = false;
    const follow = async () => {
      if (following) return;
      following = true;
      do {
        const answer = await fetch(location.href).catch(() => null);
        if (answer && answer.ok) {
          const fresh = one("[data-list]", new DOMParser().parseFromString(await answer.text(), "text/html"));
          const old = one("[data-list]");
          if (fresh && fresh.innerHTML !== old.innerHTML && !old.contains(document.activeElement)) old.replaceWith(fresh);
        }
        await new Promise((done) => { setTimeout(done, 1500); });
      } while (sending || open());
      following = false;
    };
    if (open()) follow();
  }
})();
