// Buttons over the text of an article, clean paste, links and pictures. The text is Markdown and is written without it too.
// Others may add buttons to [data-toolbar] and put words into the text:
//   document.dispatchEvent(new CustomEvent("editor:insert", { detail: { text: "{{fakt stellen}}" } }))
const form = document.getElementById("article-form");
const text = document.getElementById("id_text");
const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
const MIN = 2;

function insert(words) {
  text.focus();
  // Keeps the browser's undo; setRangeText does not.
  if (!document.execCommand("insertText", false, words)) text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

const chosen = () => text.value.slice(text.selectionStart, text.selectionEnd);

function around(mark) {
  const words = chosen();
  insert(`${mark}${words || "Worte"}${mark}`);
  if (!words) text.setSelectionRange(text.selectionEnd - mark.length - 5, text.selectionEnd - mark.length);
}

function lines(mark) {
  const start = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
  text.setSelectionRange(start, text.selectionEnd);
  insert(chosen().split("\n").map((line) => mark + line).join("\n"));
}

async function post(address, fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token } });
}

async function clean(html) {
  const answer = await post(form.dataset.paste, { html });
  return answer.ok ? (await answer.json()).text : "";
}

const kind = document.getElementById("link-kind");
const target = document.getElementById("link-target");
const choices = document.getElementById("link-choices");
let wait;

async function offer() {
  const typed = target.value.trim();
  if (typed.length < MIN || kind.value === "https") return choices.replaceChildren();
  const isGuide = kind.value === "ratgeber";
  const answer = await fetch(`${isGuide ? form.dataset.guides : form.dataset.places}?q=${encodeURIComponent(typed)}`);
  if (!answer.ok || target.value.trim() !== typed) return;
  const found = await answer.json();
  choices.replaceChildren(...(found.guides || found.places).map(({ value, label }) => {
    const option = document.createElement("option");
    option.value = value;
    if (label !== value) option.label = label;
    return option;
  }));
}

const folded = (words) => words.toLowerCase().replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").replace(/ß/g, "ss")
  .replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

function link() {
  const typed = target.value.trim();
  if (!typed) return target.focus();
  const offered = [...choices.options].find((option) => option.value === typed);
  // Of a search its address may be typed, as the browser shows it.
  const search = kind.value === "suche" && typed.includes("?") ? typed.slice(typed.indexOf("?")).replace(/[\s#].*$/, "") : "";
  const words = chosen() || (kind.value === "https" || search ? "Worte" : offered?.label || typed);
  const address = {
    ort: () => `ort:${folded(typed)}`,
    suche: () => (search ? `suche:${search}` : `suche:?city=${encodeURIComponent(folded(typed))}`),
    ratgeber: () => `ratgeber:${folded(typed)}`,
    https: () => (/^https?:/.test(typed) ? typed : `https://${typed}`),
  }[kind.value]();
  insert(`[${words}](${address})`);
  target.value = "";
}

const describe = (pk, alt) => insert(`\n\n![${alt.replace(/[[\]]/g, "")}](bild:${pk})\n\n`);

async function upload(button) {
  const fields = {};
  for (const field of form.querySelectorAll(".write__upload [data-name]")) fields[field.dataset.name] = field.files?.[0] ?? field.value;
  button.disabled = true;
  const answer = await post(form.dataset.upload, fields);
  button.disabled = false;
  let said = button.nextElementSibling;
  if (!said) {
    said = document.createElement("p");
    said.setAttribute("role", "status");
    button.after(said);
  }
  const found = await answer.json().catch(() => ({ errors: ["Das hat nicht geklappt. Ist die Datei zu groß?"] }));
  said.textContent = answer.ok ? "Hochgeladen." : found.errors.join(" ");
  if (!answer.ok) return;
  document.getElementById("picture").prepend(new Option(found.alt, found.pk));
  document.getElementById("id_lead_image")?.add(new Option(found.alt, found.pk));
  describe(found.pk, found.alt);
}

async function act(button) {
  const picture = document.getElementById("picture");
  const pasted = document.getElementById("pasted");
  if (button.dataset.insert === "link") link();
  if (button.dataset.insert === "picture" && picture.value) describe(picture.value, picture.selectedOptions[0].text);
  if (button.dataset.insert === "upload") await upload(button);
  if (button.dataset.insert === "html") {
    insert(await clean(pasted.value));
    pasted.value = "";
  }
}

for (const part of document.querySelectorAll("[data-toolbar], [data-link], [data-picture], [data-html]")) part.hidden = false;
document.querySelector("[data-toolbar]").addEventListener("click", ({ target: button }) => {
  if (button.dataset.around) around(button.dataset.around);
  if (button.dataset.line) lines(button.dataset.line);
});
for (const button of document.querySelectorAll("[data-insert]")) button.addEventListener("click", () => act(button));
document.addEventListener("editor:insert", ({ detail }) => insert(detail.text));
text.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "b") {
    event.preventDefault();
    around("**");
  }
});
text.addEventListener("paste", async (event) => {
  const html = event.clipboardData.getData("text/html");
  if (!html) return;
  event.preventDefault();
  const plain = event.clipboardData.getData("text/plain");
  insert((await clean(html).catch(() => "")) || plain);
});
target.addEventListener("input", () => {
  clearTimeout(wait);
  wait = setTimeout(offer, 150);
});
// Enter in these boxes must not save the article.
for (const box of document.querySelectorAll("[data-link] input, [data-picture] input:not([type=file])")) {
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (box === target) link();
    else box.closest(".write__upload")?.querySelector("button").click();
  });
}
for (const tool of document.querySelectorAll(".write__tool")) {
  tool.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !tool.open) return;
    tool.open = false;
    tool.querySelector("summary").focus();
  });
}
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key !== "s" || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[name=action][value=save]"));
});
