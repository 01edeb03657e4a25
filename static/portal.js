// The portal's one small script. Every page works without it; it only makes some things quicker.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  // 大字模式: a cookie, so that the server draws the next page large from the start.
  const large = document.querySelectorAll("[data-large]");
  const showLarge = () => large.forEach((b) => b.setAttribute("aria-pressed", String(root.classList.contains("large"))));
  large.forEach((button) => button.addEventListener("click", () => {
    const on = root.classList.toggle("large");
    document.cookie = `large=${on ? "1" : ""}; path=/; max-age=${on ? 31536000 : 0}; SameSite=Lax`;
    showLarge();
  }));
  showLarge();

  // Menus (<details class="menu">) close on Escape, on a click elsewhere and when another opens.
  const openMenus = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", (event) => {
    openMenus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openMenus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });

  // Ask first where a step cannot be undone; then keep a second click from sending the form again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const question = event.submitter?.dataset.confirm || form.dataset.confirm;
    if (question && !window.confirm(question)) { event.preventDefault(); return; }
    if (form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    event.submitter?.classList.add("is-busy");
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
    document.querySelectorAll(".is-busy").forEach((button) => button.classList.remove("is-busy"));
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-autosubmit]")) event.target.form.requestSubmit();
    if (event.target.matches("[data-tick-all]")) {
      event.target.form.querySelectorAll("tbody [type=checkbox]").forEach((box) => { box.checked = event.target.checked; });
    }
  });
  document.querySelectorAll("[data-tick-all]").forEach((box) => { box.hidden = false; });

  // Fields that belong to one choice of another field stand beside it, and only for that choice.
  document.querySelectorAll("[data-only-for]").forEach((field) => {
    const [name, value] = field.dataset.onlyFor.split("=");
    const asked = field.form.elements[name];
    const box = field.closest("[id^=div_id_]");
    const place = asked.closest("[id^=div_id_]");
    (place.lastOfIts || place).after(box);
    place.lastOfIts = box;
    const show = () => { box.hidden = asked.value !== value; };
    asked.addEventListener("change", show);
    show();
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-print], [data-copy]");
    if (!button) return;
    if ("print" in button.dataset) { window.print(); return; }
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = "已复制";
    } catch {
      button.textContent = "请长按选取";
    }
  });

  // On paper nothing stays folded.
  let unfolded = [];
  window.addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("details:not([open]):not(.menu)")];
    unfolded.forEach((details) => { details.open = true; });
  });
  window.addEventListener("afterprint", () => unfolded.forEach((details) => { details.open = false; }));

  document.querySelector(".error-summary")?.focus();
  document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  const now = document.querySelector(".stages:not(.stages-vertical) .now");
  if (now) now.parentElement.scrollLeft = now.offsetLeft - now.parentElement.clientWidth / 2 + now.clientWidth / 2;
})();
