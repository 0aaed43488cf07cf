// Moves the bars of running imports, and loads the page anew when one begins or ends. Everything works without it.
const frame = document.querySelector("[data-progress]");
const rows = new Map([...document.querySelectorAll("[data-source]")].map((row) => [row.dataset.source, row]));
const BUSY = 2000;
const IDLE = 10000;

function draw(row, { step, read, share }) {
  const bar = row.querySelector("progress");
  const words = row.querySelector("[data-words]");
  if (share) bar.value = share;
  else bar.removeAttribute("value");
  words.textContent = read ? `${step}, ${read} gelesen` : step;
}

function changed(row) {
  const news = row.querySelector("[data-news]");
  if (!news) return location.reload();
  news.hidden = false; // the page holds a form that somebody may be filling in
}

async function look() {
  if (!document.hidden) {
    const answer = await fetch(frame.dataset.progress).catch(() => null);
    if (answer?.ok && answer.headers.get("Content-Type")?.startsWith("application/json")) {
      const { running } = await answer.json();
      for (const [id, row] of rows) {
        if ((id in running) !== row.hasAttribute("data-running")) return changed(row);
        if (id in running) draw(row, running[id]);
      }
    }
  }
  const isBusy = [...rows.values()].some((row) => row.hasAttribute("data-running"));
  setTimeout(look, isBusy ? BUSY : IDLE);
}

if (frame && rows.size) setTimeout(look, BUSY);
