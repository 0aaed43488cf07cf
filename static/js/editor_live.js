// While somebody writes: what was typed is kept, the preview follows, colleagues are seen. All of it works without, by buttons.
const form = document.getElementById("article-form");
const frame = document.querySelector("[data-frame]");
const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
const KEEP = 3000;
const DRAW = 800;
const ALIVE = 30000;
let isDirty = false;
let keeping;
let drawing;
let newest = Number(form.elements.based_on.value);

const field = (name) => form.elements[name];

function post(address, body = new FormData(form)) {
  return fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token } });
}

function tell({ others, newest: number, saved }) {
  const box = document.querySelector("[data-others]");
  const said = [...others];
  if (number > newest) said.push(`Inzwischen gibt es Fassung ${number}. Wenn du speicherst, zeigen wir dir den Unterschied.`);
  if (box.dataset.said !== said.join()) {
    box.dataset.said = said.join();
    box.replaceChildren(...said.map((words) => {
      const line = document.createElement("p");
      line.className = "write__other";
      line.textContent = words;
      return line;
    }));
  }
  if (saved) document.querySelector("[data-saved]").textContent = `Entwurf behalten um ${saved} Uhr.`;
}

async function keep() {
  isDirty = false;
  const answer = await post(form.dataset.keep).catch(() => null);
  isDirty ||= !answer?.ok;
  if (answer?.ok) tell(await answer.json());
  else document.querySelector("[data-saved]").textContent = "Der Entwurf wird gerade nicht behalten. Speicher bald.";
}

async function alive() {
  if (!document.hidden) {
    const body = new FormData();
    body.append("article", field("article").value);
    const answer = await post(form.dataset.keep, body).catch(() => null);
    if (answer?.ok) tell(await answer.json());
  }
  setTimeout(alive, ALIVE);
}

async function draw() {
  const answer = await post(form.dataset.preview).catch(() => null);
  if (!answer?.ok) return;
  const top = frame.contentWindow?.scrollY ?? 0;
  frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, top), { once: true });
  frame.srcdoc = await answer.text();
  frame.hidden = false;
}

const pen = document.createElement("canvas").getContext("2d");

function width(words, font) {
  pen.font = font;
  return Math.round(pen.measureText(words).width);
}

function measure() {
  const box = document.querySelector("[data-serp]");
  const title = field("meta_title").value || field("title").value;
  const said = field("meta_description").value || field("teaser").value;
  const long = width(`${title} | Frühdienst`, "20px Arial");
  const wide = width(said, "14px Arial");
  box.querySelector(".serp__address").textContent = `${box.dataset.address}${field("slug").value || "…"}/`;
  box.querySelector(".serp__title").textContent = `${title} | Frühdienst`;
  box.querySelector(".serp__text").textContent = said;
  box.querySelector(".serp__lengths").textContent =
    `Titel: ${title.length} Zeichen, etwa ${long} von 580 Pixeln${long > 580 ? ", wird abgeschnitten" : ""}. `
    + `Beschreibung: ${said.length} Zeichen, etwa ${wide} von 920 Pixeln${wide > 920 ? ", wird abgeschnitten" : ""}.`;
  const words = field("text").value.trim().split(/\s+/).filter(Boolean).length;
  document.querySelector("[data-words]").textContent = `${words} Wörter.`;
}

form.addEventListener("input", ({ target }) => {
  if (!target.name) return;
  isDirty = true;
  measure();
  clearTimeout(keeping);
  clearTimeout(drawing);
  keeping = setTimeout(keep, KEEP);
  drawing = setTimeout(draw, DRAW);
});
form.addEventListener("submit", ({ submitter }) => {
  if (!submitter?.formTarget) {
    isDirty = false;
    clearTimeout(keeping);
  }
});
document.querySelector("[data-check-now]").addEventListener("click", async (event) => {
  event.preventDefault();
  const box = document.querySelector("[data-findings]");
  const answer = await post(form.dataset.check).catch(() => null);
  if (!answer?.ok) return;
  box.setAttribute("role", "status");
  box.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
});
window.addEventListener("beforeunload", (event) => {
  if (isDirty) event.preventDefault();
});
measure();
draw();
alive();
