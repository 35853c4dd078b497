// The desk's one script: keys, copying with a citation, the words marked in a report, and what of a drawing is seen first. Every page works without it.
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

  // Of a drawing wider than the window, that is seen first which it is about.
  for (const drawn of all("figure[data-middle]")) {
    drawn.scrollLeft = drawn.scrollWidth * Number(drawn.dataset.middle) - drawn.clientWidth / 2;
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
      u: () => document.querySelector('.menu a[href="/judgements"]')?.click(),
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
