// Keys for deciding about one listing after the other, and the text of a chosen reason to write on. Everything works without it.
const page = document.querySelector("[data-review]");
const keys = page?.querySelector("[data-keys]");
const box = keys?.querySelector("input");
const forms = new Map([...(page?.querySelectorAll("form[data-decision]") ?? [])].map((form) => [form.dataset.decision, form]));
const SWITCH = "desk-keys";

function remembered() {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;
  }
}

function choose(radio) {
  const form = radio.form;
  radio.checked = true;
  for (const [field, value] of [["reason", radio.dataset.text], ["ground", radio.dataset.ground]]) {
    const place = form.elements[field];
    if (!place.value || place.dataset.filled === place.value) place.value = place.dataset.filled = value;
  }
}

function open(form) {
  const field = form.querySelector("textarea[required], input:checked") ?? form.querySelector("input[type=radio]") ?? form.querySelector("textarea");
  if (field && !(field.required && field.value)) return field.focus();
  if (form.dataset.decision === "v") form.requestSubmit();
}

function isTyping(target) {
  return target.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=submit])");
}

function press(event) {
  if (event.repeat || event.isComposing || event.altKey || event.metaKey) return;
  if (event.key === "Enter" && event.ctrlKey && event.target.form?.dataset.decision) return event.target.form.requestSubmit();
  if (event.ctrlKey || !box?.checked) return;
  if (isTyping(event.target)) return event.key === "Escape" && event.target.blur();
  const key = event.key.toLowerCase();
  const link = page.querySelector(`a[data-key="${CSS.escape(key)}"]`);
  const digit = /^[1-9]$/.test(key) && event.target.closest("form[data-decision]")?.querySelectorAll("input[type=radio]")[key - 1];
  if (!link && !digit && !forms.has(key)) return;
  event.preventDefault();
  if (link) link.click();
  else if (digit) (choose(digit), digit.focus());
  else open(forms.get(key));
}

page?.addEventListener("change", ({ target }) => target.matches("[data-text]") && choose(target));
for (const form of forms.values()) {
  form.addEventListener("submit", (event) => {
    if (form.hasAttribute("data-sent")) event.preventDefault(); // a second press of a key
    form.setAttribute("data-sent", "");
  });
}
addEventListener("pageshow", () => forms.forEach((form) => form.removeAttribute("data-sent")));
if (keys) {
  keys.hidden = false;
  box.checked = remembered();
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(SWITCH, box.checked ? "on" : "off");
    } catch {
      // private windows may keep nothing: then it holds for this page
    }
  });
  addEventListener("keydown", press);
}
