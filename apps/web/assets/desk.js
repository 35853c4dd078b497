// The desk's one script: keys, copying with a citation, the words marked in a report, files dropped on the page, and
// what is being added. Every page works without it.
(() => {
  "use strict";
  const all = (query) => [...document.querySelectorAll(query)];
  const typing = (at) => at.closest("input, textarea, select, [contenteditable]");

  // Lines that the keys go through.
  const lines = () => all("main .line, main .margin > li, main .cell, main tbody tr").filter((l) => !l.parentElement.closest(".line"));
  let at = -1;
  const go = (by) => {
    const list = lines();
    if (!list.length) return;
    list[at]?.classList.remove("current");
    at = Math.max(0, Math.min(list.length - 1, at + by));
    const line = list[at];
    line.classList.add("current");
    line.scrollIntoView({ block: "nearest" });
    (line.matches("a") ? line : line.querySelector("a"))?.focus({ preventScroll: true });
  };
  const current = () => lines()[at];
  const first = (query) => (current() ?? document.querySelector("main"))?.querySelector(query);

  // A quotation with its citation, as it may be pasted into a note.
  const copy = async (q) => {
    if (!q?.dataset.cite) return;
    await navigator.clipboard.writeText(`“${q.textContent.trim()}” — ${q.dataset.cite}`);
    say("Copied with its citation");
  };
  const told = document.createElement("div");
  told.className = "hidden";
  told.setAttribute("role", "status");
  document.body.append(told);
  const say = (words) => { told.textContent = words; };
  for (const q of all("q[data-cite]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy with citation");
    button.addEventListener("click", () => copy(q));
    (q.closest("a") ?? q).after(button);
  }

  // Words selected in a report stand ready in the forms that mark them.
  const take = () => {
    const selection = document.getSelection();
    const text = document.querySelector(".text");
    if (!text || selection.isCollapsed || !text.contains(selection.anchorNode)) return;
    for (const area of all("textarea.selected")) area.value = selection.toString().trim();
  };
  document.addEventListener("selectionchange", take);

  // A decision that another key opens.
  const decide = (key) => {
    take();
    const details = first(`details[data-key="${key}"]`) ?? document.querySelector(`main details[data-key="${key}"]`);
    if (!details) return false;
    details.open = true;
    details.scrollIntoView({ block: "center" });
    details.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
    return true;
  };

  // What is going on: where the data of a part has changed, the part is taken anew from its page.
  const follow = (part) => {
    let last;
    const look = async () => {
      const next = () => setTimeout(look, document.hidden ? 5000 : 1000);
      try {
        const answer = await fetch(part.dataset.live);
        const data = await answer.text();
        if (!answer.ok || data === last || part.contains(document.activeElement)) return next();
        const page = await (await fetch(location.href)).text();
        const anew = new DOMParser().parseFromString(page, "text/html");
        const same = anew.getElementById(part.id);
        if (!same) return next();
        last = data;
        part.replaceChildren(...same.childNodes);
        if (same.dataset.live) return next();
        // It is over: what stands below the part belongs to the end.
        while (part.nextElementSibling && !part.nextElementSibling.matches(".twins")) part.nextElementSibling.remove();
        const below = [];
        for (let e = same.nextElementSibling; e && !e.matches(".twins"); e = e.nextElementSibling) below.push(e);
        part.after(...below);
      } catch {
        // The desk may have been closed, and may come back.
        next();
      }
    };
    setTimeout(look, 500);
  };
  all("[data-live]").forEach(follow);

  // Files and text dropped on the page that adds reports stand ready in its form.
  const form = document.querySelector("form.add");
  if (form) {
    const field = form.querySelector("input[type=file]");
    const list = form.querySelector(".chosen");
    const button = form.querySelector("button.main");
    const most = Number(form.dataset.most);
    const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
    const show = (remarks = []) => {
      const files = [...field.files];
      const all = files.reduce((sum, file) => sum + file.size, 0);
      const lines = files.map((file) => `${file.name}, ${size(file.size)}`);
      if (all > most) remarks.push(`${size(all)} is more than the desk takes at once; add some of them first`);
      list.replaceChildren(...[...lines, ...remarks].map((words, n) => {
        const line = document.createElement("li");
        line.className = n < lines.length ? "line" : "line refused";
        line.textContent = words;
        return line;
      }));
      button.textContent = files.length > 1 ? `Add ${files.length} files` : "Add";
    };
    field.addEventListener("change", () => show());
    const over = (on) => form.classList.toggle("over", on);
    document.addEventListener("dragover", (event) => {
      event.preventDefault();
      over(true);
    });
    document.addEventListener("dragleave", (event) => event.relatedTarget ?? over(false));
    document.addEventListener("drop", (event) => {
      over(false);
      const dropped = event.dataTransfer;
      if (typing(event.target) && !dropped.files.length) return;
      event.preventDefault();
      const folders = [...dropped.items].filter((item) => item.webkitGetAsEntry?.()?.isDirectory).length;
      const names = new Set([...dropped.items].map((item) => item.webkitGetAsEntry?.()).filter((e) => e?.isDirectory).map((e) => e.name));
      const kept = new DataTransfer();
      for (const file of [...field.files, ...dropped.files]) if (!names.has(file.name)) kept.items.add(file);
      field.files = kept.files;
      if (!dropped.files.length) form.elements.text.value = dropped.getData("text/plain");
      show(folders ? ["A folder cannot be dropped; drop the files in it, or have it watched"] : []);
      button.focus();
    });
  }

  let waiting = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (waiting) {
      waiting = false;
      const link = document.querySelector(`.menu a[data-key="${CSS.escape(event.key)}"]`);
      if (link) link.click();
      return;
    }
    const done = {
      g: () => { waiting = true; },
      j: () => go(1),
      k: () => go(-1),
      o: () => first("a.kind, a.headline, a.words, a.id, a")?.click(),
      w: () => first("a.see")?.click(),
      c: () => copy(first("q[data-cite]")),
      u: () => document.querySelector('.menu a[data-key="j"]')?.click(),
      "/": () => document.getElementById("q")?.focus(),
      "?": () => location.assign("/keys"),
    }[event.key];
    if (done) {
      event.preventDefault();
      done();
    } else if (["x", "e", "m", "s", "a", "p"].includes(event.key) && decide(event.key)) {
      event.preventDefault();
    }
  });
})();
