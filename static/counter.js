// Counts what is typed (字数): under each text that says how much it takes, and for the whole report.
(() => {
  "use strict";
  const fields = [...document.querySelectorAll("textarea[data-count]")];
  const total = document.querySelector("[data-count-total]");
  const length = (field) => [...field.value].length;
  const show = () => {
    if (!total) return;
    const advised = Number(total.dataset.countTotal);
    const typed = fields.reduce((sum, field) => sum + length(field), 0);
    total.textContent = typed > advised ? `全文${typed}字，超过建议的${advised}字，请精简` : `全文${typed}字，建议不超过${advised}字`;
    total.classList.toggle("text-danger", typed > advised);
  };
  fields.forEach((field) => {
    const most = Number(field.dataset.count);
    const count = document.createElement("p");
    count.className = "muted";
    count.setAttribute("aria-live", "off");
    field.after(count);
    const update = () => {
      const typed = length(field);
      count.textContent = typed > most ? `已写${typed}字，超出${typed - most}字` : `已写${typed}字，还可写${most - typed}字`;
      count.classList.toggle("text-danger", typed > most);
      show();
    };
    field.addEventListener("input", update);
    update();
  });
})();
