// Figures in the text of a guide: picks a live fact and puts its mark-up where the cursor stands. Without this script
// the same form is a page of its own, to copy from.
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

function picker(address) {
  const dialog = document.createElement("dialog");
  dialog.className = "desk-dialog";
  dialog.setAttribute("aria-label", "Live-Zahl einsetzen");
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
  dialog.append(body, bar);
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
    use.hidden = !body.querySelector("[data-markup]");
    (use.hidden ? body.querySelector("select, input:not([type=hidden])") : use).focus();
  }
  body.addEventListener("submit", (event) => {
    event.preventDefault();
    show(new URLSearchParams(new FormData(event.target)));
  });
  return () => {
    const town = document.querySelector("[name=place_name]")?.value || "";
    const radius = document.querySelector("[name=radius]")?.value || "25";
    use.hidden = true;
    dialog.showModal();
    show(new URLSearchParams({ teil: "1", ort: town, umkreis: radius }));
  };
}

if (toolbar && text) {
  const address = toolbar.dataset.facts || "/admin/artikel/fakten/";
  toolbar.append(
    button("Live-Zahl", picker(address)),
    button("Angabe mit Quelle", () => {
      const words = text.value.slice(text.selectionStart, text.selectionEnd);
      const day = new Date().toISOString().slice(0, 10);
      insert(`{{angabe art=gehalt von= bis= quelle="" stand=${day} | ${words}}}`);
    }),
    button("Stellen im Text", () => insert("\n\n{{stellen anzahl=3}}\n\n")),
  );
}
