// Saves reloads on the search page: filters, order, pages and Back. The page is the same without this file.
const form = document.getElementById("suche");
const note = document.getElementById("ansage");
const FIELDS = ["q", "ort", "umkreis"];
let running = null;

const part = (page) => page.getElementById("treffer");

function mark(element) {
  // How to find the same control again in the new part.
  if (!element || !part(document).contains(element)) return null;
  if (element.name) return `[name="${CSS.escape(element.name)}"]${element.type === "checkbox" ? `[value="${CSS.escape(element.value)}"]` : ""}`;
  return element.id ? `#${CSS.escape(element.id)}` : null;
}

async function show(address, { isNew = true, top = null } = {}) {
  running?.abort();
  running = new AbortController();
  let page;
  try {
    const answer = await fetch(address, { signal: running.signal, headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
    return;
  }
  if (!part(page)) return location.assign(address);
  const focused = mark(document.activeElement);
  const isOpen = document.querySelector("details.filter")?.open;
  if (isNew) {
    history.replaceState({ top: scrollY }, "");
    history.pushState({ top: 0 }, "", address);
  }
  for (const id of FIELDS) {
    const [field, fresh] = [document.getElementById(id), page.getElementById(id)];
    if (field && fresh && field !== document.activeElement) field.value = fresh.value;
  }
  part(document).replaceWith(document.adoptNode(part(page)));
  document.title = page.title;
  const filter = document.querySelector("details.filter");
  if (filter && isOpen) filter.open = true;
  if (focused) document.querySelector(focused)?.focus({ preventScroll: true });
  if (top !== null) scrollTo(0, top);
  note.textContent = document.querySelector("h1").textContent.trim();
}

function toHeading() {
  const head = document.querySelector("h1");
  head.tabIndex = -1;
  head.focus({ preventScroll: true });
}

function typed() {
  const data = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) data.append(name, value);
  return `${form.getAttribute("action")}?${data}`;
}

if (form && note && part(document)) {
  history.scrollRestoration = "manual";
  addEventListener("change", (event) => {
    if (event.target.form === form && part(document).contains(event.target)) show(typed());
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const isFilter = part(document).contains(event.submitter);
    show(typed(), { top: isFilter ? 0 : null }).then(() => {
      if (!isFilter) return;
      document.querySelector("details.filter").open = false;
      toHeading();
    });
  });
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || !part(document).contains(link) || event.defaultPrevented) return;
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const target = new URL(link.href);
    if (target.origin !== location.origin || target.pathname !== location.pathname || target.hash) return;
    event.preventDefault();
    const isPage = Boolean(link.closest(".pager"));
    show(target.href, { top: isPage ? 0 : null }).then(() => isPage && toHeading());
  });
  addEventListener("popstate", (event) => show(location.href, { isNew: false, top: event.state?.top ?? 0 }));
}
