// While a matter is typed: asks whether somebody has raised the same, and shows it under the place.
// The form works as well without.
(() => {
  "use strict";
  const box = document.querySelector("[data-likes]");
  const form = box?.parentElement.querySelector("form");
  if (!form || !window.fetch) return;
  const names = ["title", "body", "place", "studio"];
  const field = (name) => form.elements.namedItem(name);
  const after = field("place") || field("body");
  (after.closest(".mb-3") || after).after(box);
  const least = 4;
  const pause = 700;
  let timer = 0;
  let asked = "";
  let running = null;

  const ask = async () => {
    const data = new FormData();
    names.forEach((name) => data.append(name, field(name)?.value || ""));
    const typed = names.map((name) => data.get(name)).join("\n");
    if (typed === asked) return;
    asked = typed;
    running?.abort();
    if ((data.get("title") + data.get("body")).trim().length < least) { box.replaceChildren(); return; }
    data.append("csrfmiddlewaretoken", field("csrfmiddlewaretoken")?.value || "");
    running = new AbortController();
    try {
      const answer = await fetch(box.dataset.likes, {
        method: "POST", body: data, credentials: "same-origin", redirect: "error", signal: running.signal,
      });
      if (!answer.ok) { box.replaceChildren(); return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      box.replaceChildren(...page.body.children);
    } catch {
      // Nobody is kept from typing because this did not answer.
    }
  };
  const soon = (event) => {
    if (!names.includes(event.target.name)) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, pause);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
})();
