// A text field with a list of proposals that htmx fetches; the server understands the text alone as well.
(() => {
  const options = (box) => [...box.querySelectorAll("[role=option]")];

  const close = (box) => {
    box.querySelector(".a-typeahead__list").replaceChildren();
    const text = box.querySelector("[role=combobox]");
    text.setAttribute("aria-expanded", "false");
    text.removeAttribute("aria-activedescendant");
  };

  const choose = (box, option) => {
    const text = box.querySelector("[role=combobox]");
    const value = document.getElementById(box.dataset.value);
    text.value = option.dataset.text || option.textContent.trim();
    if (value) {
      value.value = option.dataset.value;
      value.dispatchEvent(new Event("change", { bubbles: true }));
    }
    close(box);
    text.focus();
  };

  const move = (box, step) => {
    const all = options(box);
    if (!all.length) return;
    const now = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
    const next = now < 0 ? (step > 0 ? 0 : all.length - 1) : (now + step + all.length) % all.length;
    all.forEach((one, index) => one.setAttribute("aria-selected", String(index === next)));
    all[next].scrollIntoView({ block: "nearest" });
    box.querySelector("[role=combobox]").setAttribute("aria-activedescendant", all[next].id);
  };

  const press = (box, event) => {
    const chosen = box.querySelector("[aria-selected=true]");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(box, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      choose(box, chosen);
    } else if (event.key === "Escape") close(box);
  };

  const enhance = (box) => {
    const text = box.querySelector("input[type=text], input:not([type])");
    const list = box.querySelector(".a-typeahead__list");
    for (const [name, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) text.setAttribute(name, value);
    text.addEventListener("keydown", (event) => press(box, event));
    text.addEventListener("input", () => {
      const value = document.getElementById(box.dataset.value);
      if (value) value.value = "";
    });
    list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role=option]");
      if (!option) return;
      event.preventDefault();
      choose(box, option);
    });
    list.addEventListener("htmx:afterSwap", () => {
      options(box).forEach((one, index) => { one.id = one.id || `${list.id}-${index}`; });
      text.setAttribute("aria-expanded", String(options(box).length > 0));
    });
    text.addEventListener("blur", () => setTimeout(() => close(box), 150));
  };

  document.querySelectorAll("[data-typeahead]").forEach(enhance);
})();
