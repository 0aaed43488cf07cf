// Figures in the text of a guide: picks a live fact or writes a stated figure and puts its mark-up where the cursor stands.
// Without this script the same forms are pages of their own, to copy from.
const toolbar = document.querySelector("[data-toolbar]");
const text = document.querySelector("textarea[name=text]");

const insert = (words) => document.dispatchEvent(new CustomEvent("editor:insert", { detail: { text: words } }));

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

// Only what goes with the chosen kind.
function sort(form) {
  const kind = form.querySelector("select").value;
  for (const field of form.querySelectorAll("[data-for]")) field.closest("div").hidden = !field.dataset.for.split(" ").includes(kind);
}

function picker(address, title, ask) {
  const dialog = document.createElement("dialog");
  dialog.className = "desk-dialog";
  dialog.setAttribute("aria-label", title);
  const heading = document.createElement("h2");
  heading.textContent = title;
  const body = document.createElement("div");
  const use = button("Einsetzen", () => {
    const { value, dataset } = body.querySelector("[data-markup]");
    dialog.close();
    insert("alone" in dataset ? `\n\n${value}\n\n` : value);
  });
  const close = button("Schließen", () => dialog.close());
  const bar = document.createElement("div");
  bar.className = "desk-buttons";
  bar.append(use, close);
  dialog.append(heading, body, bar);
  dialog.addEventListener("close", () => text.focus());
  document.body.append(dialog);

  async function show(query) {
    const answer = await fetch(`${address}?${query}`, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) {
      body.textContent = "Das hat nicht geklappt. Lade die Seite neu und melde dich an.";
      use.hidden = true;
      return;
    }
    body.innerHTML = await answer.text();
    sort(body.querySelector("form"));
    use.hidden = !body.querySelector("[data-markup]");
    const wrong = body.querySelector("[aria-invalid=true]");
    (wrong || (use.hidden ? body.querySelector("select, input:not([type=hidden])") : use)).focus();
  }
  body.addEventListener("change", (event) => sort(event.target.form));
  body.addEventListener("submit", (event) => {
    event.preventDefault();
    show(new URLSearchParams(new FormData(event.target)));
  });
  return () => {
    use.hidden = true;
    dialog.showModal();
    show(new URLSearchParams({ teil: "1", ...ask() }));
  };
}

const said = (name) => document.querySelector(`[name=${name}]`)?.value || "";

if (toolbar && text) {
  toolbar.append(
    button("Live-Zahl", picker(toolbar.dataset.facts, "Live-Zahl einsetzen", () => ({ ort: said("place_name"), umkreis: said("radius") || "25" }))),
    button("Angabe mit Quelle", picker(toolbar.dataset.claims, "Angabe mit Quelle", () => ({ worte: text.value.slice(text.selectionStart, text.selectionEnd) }))),
    button("Stellen im Text", () => insert("\n\n{{stellen anzahl=3}}\n\n")),
  );
}
