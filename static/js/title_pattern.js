// Says what a pattern would meet while it is typed. After saving the page says the same without it.
const asked = document.querySelector("[data-look]");
const pattern = document.getElementById("id_title_pattern");
const source = document.getElementById("id_source");
const shown = document.querySelector("[data-preview]");
let wait;

async function look() {
  const query = new URLSearchParams({ pattern: pattern.value, source: source?.value ?? "" });
  const answer = await fetch(`${asked.dataset.look}?${query}`);
  if (!answer.ok) return;
  const { text, titles } = await answer.json();
  shown.querySelector("p").textContent = text;
  shown.querySelector("ul").replaceChildren(...titles.map((title) => {
    const line = document.createElement("li");
    line.textContent = title;
    return line;
  }));
}

if (asked && pattern && shown) {
  shown.setAttribute("aria-live", "polite");
  const later = () => { clearTimeout(wait); wait = setTimeout(look, 300); };
  pattern.addEventListener("input", later);
  source?.addEventListener("change", later);
}
