// What the pages do beyond plain links and forms: keys, ticking many rows, handing in files with progress.
// Everything works without it, save the keys.
"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const one = (selector, root = document) => root.querySelector(selector);
  const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;

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
  }

  // Files: dropped or chosen, sent one by one with their progress.
  const drop = one("[data-drop]");
  if (drop) {
    const form = drop.closest("form");
    const input = one("input[type=file]", form);
    const list = one("[data-sending]");
    const send = (file) => new Promise((done) => {
      const row = document.createElement("li");
      const name = document.createElement("span");
      const bar = document.createElement("progress");
      const said = document.createElement("span");
      name.textContent = `${file.name} `;
      bar.max = 1; bar.value = 0;
      row.append(name, bar, said);
      list.append(row);
      if (file.size > Number(drop.dataset.most)) { said.textContent = ` ${drop.dataset.large}`; bar.remove(); done(); return; }
      const request = new XMLHttpRequest();
      const data = new FormData();
      data.append("csrf", form.elements.csrf.value);
      data.append("file", file);
      request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; });
      request.addEventListener("loadend", () => {
        bar.value = 1;
        let answer = null;
        try { answer = JSON.parse(request.responseText); } catch { answer = null; }
        const wrong = answer && answer.errors && answer.errors.length ? answer.errors.join("; ") : "";
        said.textContent = request.status === 200 ? ` ${drop.dataset.sent}` : ` ${wrong || drop.dataset.failed}`;
        done();
      });
      request.open("POST", form.action);
      request.setRequestHeader("accept", "application/json");
      request.send(data);
    });
    const sendAll = async (files) => {
      for (const file of files) await send(file);
      follow();
    };
    form.addEventListener("submit", (event) => { if (input.files.length) { event.preventDefault(); sendAll(Array.from(input.files)); input.value = ""; } });
    input.addEventListener("change", () => { if (input.files.length) form.requestSubmit(); });
    ["dragenter", "dragover"].forEach((kind) => drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); }));
    ["dragleave", "drop"].forEach((kind) => drop.addEventListener(kind, () => drop.classList.remove("over")));
    drop.addEventListener("drop", (event) => { event.preventDefault(); sendAll(Array.from(event.dataTransfer.files)); });
    // The list follows what happens to the files; when something new is in it, the page is asked for anew.
    const follow = async () => {
      const answer = await fetch("/inbox/state", { headers: { accept: "application/json" } });
      if (!answer.ok) return;
      const { files } = await answer.json();
      const known = new Set(all("[data-upload]").map((row) => row.dataset.upload));
      if (files.length && !known.has(String(files[0].id))) { location.reload(); return; }
      let open = false;
      files.forEach((file) => {
        const row = one(`[data-upload="${file.id}"]`);
        open = open || file.state === "waiting" || file.state === "reading";
        if (row && row.dataset.state !== file.state) {
          if (file.state === "reading") { row.dataset.state = file.state; one(".tag", row).textContent = file.words; } else location.reload();
        }
      });
      if (open) setTimeout(follow, 1200);
    };
    if (one('[data-upload][data-state="waiting"], [data-upload][data-state="reading"]')) setTimeout(follow, 800);
  }
})();
