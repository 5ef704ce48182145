// Forms: one press sends once, what was typed outlives a lost connection, an expired session and a closed tab, errors
// take the focus.
(() => {
  const sent = new WeakSet();
  const warned = new WeakSet(); // a browser may be wrong: the second press sends all the same
  const isCutOff = () => navigator.onLine === false;

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (isCutOff() && !warned.has(form)) {
      event.preventDefault();
      warned.add(form);
      tell(form, document.body.dataset.offline);
      return;
    }
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

  // A draft lies under the address of the form and the key that names its person, at the Party's own origin. It stays
  // when the tab is closed, for three days at most; of a form marked data-sensitive it goes with the tab.
  const LONGEST = 3 * 24 * 60 * 60 * 1000;
  const kept = (form) => `draft:${location.pathname}:${form.dataset.draft}`;
  const storeOf = (form) => (form.hasAttribute("data-sensitive") ? sessionStorage : localStorage);
  const keepable = (field) => field.name && field.name !== "csrfmiddlewaretoken" && !/^(file|password|hidden|submit|button)$/.test(field.type);
  const here = location.href.split("#")[0];
  const began = new WeakMap(); // what each form said before anybody typed

  const valuesOf = (form) => [...form.elements]
    .filter(keepable)
    .map((field) => [field.name, field.value, /^(radio|checkbox)$/.test(field.type) ? field.checked : null]);

  const read = (store, key) => {
    try { return JSON.parse(store.getItem(key)); } catch { return null; }
  };

  const tab = () => {
    let own = sessionStorage.getItem("tab");
    if (!own) sessionStorage.setItem("tab", (own = `${Date.now()}${Math.random()}`));
    return own;
  };

  const keep = (form) => {
    const draft = { at: Date.now(), tab: "", began: began.get(form), values: valuesOf(form) };
    try {
      draft.tab = tab();
      storeOf(form).setItem(kept(form), JSON.stringify(draft));
    } catch { /* full or forbidden: the page works without */ }
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

  function tell(form, words) {
    form.querySelector(".a-kept")?.remove();
    const note = document.createElement("p");
    note.className = "a-kept";
    note.setAttribute("role", "status");
    note.tabIndex = -1;
    note.textContent = words || "";
    if (!words) return;
    form.prepend(note);
    if (isCutOff()) note.focus();
  }

  // A draft that was sent is dropped on the page that its sending led to, unless that is one that signs in again, one
  // with errors, an error page, or the form itself without a word of success. Where another page follows, the sending
  // was lost on its way, and the draft stays.
  const settle = () => {
    const signingIn = location.pathname.startsWith("/accounts/");
    const answered = performance.getEntriesByType("navigation")[0]?.responseStatus ?? 200;
    const refused = answered >= 400 || document.querySelector(".govuk-error-summary");
    const welcomed = document.querySelector(".govuk-notification-banner--success, .govuk-panel--confirmation");
    if (signingIn || refused) return;
    for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith("sent:"))) {
      const draft = key.slice(5);
      const isShown = [...document.querySelectorAll("form[data-draft]")].some((form) => kept(form) === draft);
      const followed = document.referrer.split("#")[0] === sessionStorage.getItem(key);
      sessionStorage.removeItem(key);
      if (welcomed || (followed && !isShown)) for (const store of [sessionStorage, localStorage]) store.removeItem(draft);
    }
  };

  const forget = (isOver) => {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith("draft:")))
      if (isOver(read(localStorage, key))) localStorage.removeItem(key);
  };

  // In the tab in which it was typed a draft goes before what the server says; elsewhere only where the form still
  // says what it said then, for somebody may have answered otherwise meanwhile.
  const isFresh = (form, draft) => draft && (draft.tab === tab() || draft.began === began.get(form));

  try { settle(); } catch { /* storage forbidden */ }
  try { forget((draft) => !draft || Date.now() - draft.at > LONGEST); } catch { /* storage forbidden */ }
  for (const form of document.querySelectorAll("form[data-draft]")) {
    began.set(form, JSON.stringify(valuesOf(form)));
    try {
      if (form.hasAttribute("data-newer")) keep(form); // the server has put something in
      const draft = read(storeOf(form), kept(form)), isRefused = document.querySelector(".govuk-error-summary");
      if (draft && isRefused) began.set(form, draft.began);
      else if (isFresh(form, draft) && restore(form, draft.values)) tell(form, document.body.dataset.kept);
      if (isFresh(form, draft)) began.set(form, draft.began);
    } catch { /* storage forbidden */ }
    form.addEventListener("input", () => keep(form));
    form.addEventListener("change", () => keep(form));
    form.addEventListener("submit", () => {
      keep(form);
      try { sessionStorage.setItem(`sent:${kept(form)}`, here); } catch { /* storage forbidden */ }
    });
  }
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !event.target.matches("[data-forget]")) return;
    try { sessionStorage.clear(); forget(() => true); } catch { /* storage forbidden */ }
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
