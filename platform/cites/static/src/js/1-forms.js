// Forms: one press sends once, what was typed outlives an expired session, errors take the focus.
(() => {
  const sent = new WeakSet();

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    for (const button of form.querySelectorAll("button:not([type=button])")) button.setAttribute("aria-disabled", "true");
  });

  const release = () => {
    for (const form of document.forms) sent.delete(form);
    for (const button of document.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
  };
  addEventListener("pageshow", (event) => event.persisted && release());
  document.addEventListener("htmx:afterRequest", release);

  const kept = (form) => `draft:${location.pathname}:${form.dataset.draft}`;
  const keepable = (field) => field.name && field.name !== "csrfmiddlewaretoken" && !/^(file|password|hidden|submit|button)$/.test(field.type);

  const keep = (form) => {
    const values = [...form.elements]
      .filter(keepable)
      .map((field) => [field.name, field.value, /^(radio|checkbox)$/.test(field.type) ? field.checked : null]);
    try { sessionStorage.setItem(kept(form), JSON.stringify(values)); } catch { /* full or forbidden: the page works without */ }
  };

  const restore = (form, values) => {
    let changed = false;
    for (const [name, value, checked] of values) {
      for (const field of [...form.elements].filter((one) => one.name === name && keepable(one))) {
        if (checked === null && field.value !== value) { field.value = value; changed = true; }
        if (checked !== null && field.value === value && field.checked !== checked) { field.checked = checked; changed = true; }
      }
    }
    return changed;
  };

  const tell = (form) => {
    const note = document.createElement("p");
    note.className = "a-kept";
    note.setAttribute("role", "status");
    note.textContent = document.body.dataset.kept || "";
    if (note.textContent) form.prepend(note);
  };

  // A draft that was sent is dropped on the first page that shows it arrived: one that reports success, or one
  // without the form. Signing in again, a page with errors, and an error page keep it.
  const settle = () => {
    const signingIn = location.pathname.startsWith("/accounts/");
    const answered = performance.getEntriesByType("navigation")[0]?.responseStatus ?? 200;
    const refused = answered >= 400 || document.querySelector(".govuk-error-summary");
    const welcomed = document.querySelector(".govuk-notification-banner--success, .govuk-panel--confirmation");
    if (signingIn || refused) return;
    for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith("sent:"))) {
      const draft = key.slice(5);
      const here = [...document.querySelectorAll("form[data-draft]")].some((form) => kept(form) === draft);
      sessionStorage.removeItem(key);
      if (welcomed || !here) sessionStorage.removeItem(draft);
    }
  };

  try { settle(); } catch { /* storage forbidden */ }
  for (const form of document.querySelectorAll("form[data-draft]")) {
    try {
      if (form.hasAttribute("data-newer")) keep(form); // the server has put something in
      const values = sessionStorage.getItem(kept(form));
      if (values && !document.querySelector(".govuk-error-summary") && restore(form, JSON.parse(values))) tell(form);
    } catch { /* storage forbidden */ }
    form.addEventListener("input", () => keep(form));
    form.addEventListener("change", () => keep(form));
    form.addEventListener("submit", () => {
      keep(form);
      try { sessionStorage.setItem(`sent:${kept(form)}`, "1"); } catch { /* storage forbidden */ }
    });
  }
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-forget]")) sessionStorage.clear();
  });

  const summary = document.querySelector(".govuk-error-summary");
  if (summary) {
    summary.focus();
    // Whoever came by the skip link has #main in the address, to which the browser moves the focus once all is loaded.
    if (location.hash) addEventListener("load", () => setTimeout(() => summary.focus()));
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest(".govuk-error-summary a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    const input = field.matches("input,select,textarea") ? field : field.querySelector("input,select,textarea");
    event.preventDefault();
    (field.closest(".govuk-form-group") || field).scrollIntoView();
    (input || field).focus({ preventScroll: true });
  });
})();
