// Keeps the draft and shows hints while somebody types. The form does the same with its buttons, without this file.
const form = document.querySelector("form[data-check]");
const PAUSE = 900;
const ICON = "info";
let wait;
let running;
let last = "";
let isSent = false;

function node(tag, name, ...children) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...children);
  return made;
}

function icon(name) {
  const known = form.querySelector(`svg.icon use[href$="#i-${name}"]`) ?? form.querySelector("svg.icon use");
  const copy = known.closest("svg").cloneNode(true);
  copy.querySelector("use").setAttribute("href", known.getAttribute("href").replace(/#.*/, `#i-${name}`));
  return copy;
}

function take(hint) {
  for (const [name, value] of Object.entries(hint.changes)) {
    const field = form.elements[name];
    if (field) field.value = value;
  }
  form.elements[hint.field]?.focus?.();
  look();
}

function drawn(hint) {
  const isHeld = hint.level === "hold";
  const reason = node("p", "", node("b", "", hint.reason), ` ${hint.suggestion}`);
  if (isHeld) reason.append(" So geht die Anzeige erst online, wenn ein Mensch deine Begründung gelesen hat.");
  const body = node("div", "", reason);
  if (hint.button) {
    const button = node("button", "btn btn--link", hint.button, node("span", "vh", `: ${hint.words.slice(0, 60)}`));
    button.type = "button";
    button.addEventListener("click", () => take(hint));
    const line = node("p", "");
    if (hint.better) {
      line.append("Daraus wird: ", node("b", "", hint.better), " ");
    }
    line.append(button);
    body.append(line);
  }
  return node("div", `msg ${isHeld ? "msg--error" : "msg--warn"}`, icon(isHeld ? "warn" : ICON), body);
}

function link(text, address) {
  const made = node("a", "", text);
  made.href = address;
  return made;
}

function known(double) {
  const ways = node("p", "cluster");
  if (double.edit) ways.append(link("Die vorhandene ändern", double.edit));
  if (double.link) ways.append(link("Ansehen", double.link));
  const words = node("p", "", node("b", "", "Diese Anzeige gibt es schon:"), ` „${double.title}“.`);
  return node("div", "msg msg--note", icon(ICON), node("div", "", words, ways));
}

// What the page complained about and is right by now; nothing new is complained about while somebody types.
function forgive(wrong) {
  for (const box of form.querySelectorAll("[id$='_error']")) {
    const name = box.id.replace(/^id_|_error$/g, "");
    if (wrong.includes(name)) continue;
    for (const part of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) part.removeAttribute("aria-invalid");
    form.querySelector(`[role=alert] a[href="#id_${CSS.escape(name)}"]`)?.closest("li").remove();
    box.remove();
  }
  const summary = form.querySelector("[role=alert]");
  const left = summary?.querySelectorAll("li").length;
  if (left === 0) summary.remove();
  else if (left) summary.querySelector("h2").textContent = `${left === 1 ? "Ein Punkt muss" : `${left} Punkte müssen`} noch stimmen`;
}

function show({ saved, place, hints, doubles, wrong, beside }) {
  forgive(wrong);
  const column = form.querySelector("[data-beside]");
  if (!column.contains(document.activeElement)) column.innerHTML = beside; // drawn and escaped by the server

  for (const box of form.querySelectorAll("[data-hints]")) {
    const own = hints.filter((hint) => hint.field === box.dataset.hints);
    const said = JSON.stringify(own);
    if (box.dataset.said === said || box.contains(document.activeElement)) continue;
    box.dataset.said = said;
    box.replaceChildren(...own.map(drawn));
  }
  form.querySelector("[data-doubles]")?.replaceChildren(...doubles.map(known));
  form.querySelector("[data-place]").textContent = place;
  const count = hints.length ? ` ${hints.length === 1 ? "Ein Hinweis steht" : `${hints.length} Hinweise stehen`} im Formular.` : "";
  form.querySelector("[data-saved]").textContent = `${saved ? "Entwurf gespeichert." : ""}${count}`.trim();
}

function content() {
  const typed = new FormData(form);
  typed.delete("logo_file");
  return [typed, new URLSearchParams(typed).toString()];
}

async function look(isLeaving = false) {
  const [typed, now] = content();
  if (now === last) return;
  running?.abort();
  running = new AbortController();
  try {
    const answer = await fetch(form.dataset.check, { method: "POST", body: typed, signal: running.signal, keepalive: isLeaving });
    if (answer.ok) {
      show(await answer.json());
      last = now;
    }
  } catch (error) {
    if (error.name !== "AbortError") form.querySelector("[data-saved]").textContent = "Gerade keine Verbindung. Der Knopf speichert später.";
  }
}

if (form) {
  last = content()[1];
  form.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(look, PAUSE);
  });
  // A phone ends a page in the background without asking: what was typed last is kept as soon as it is out of sight.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && !isSent) look(true);
  });
  addEventListener("pageshow", () => (isSent = false));
  form.addEventListener("submit", () => {
    isSent = true;
    clearTimeout(wait);
    running?.abort();
  });
}
