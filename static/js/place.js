// Town names while typing, and the town around you when you ask for it. Both come from this site alone.
const field = document.getElementById("ort");
const list = document.getElementById("orte");
const near = document.getElementById("hier");
const MIN = 2;
let wait;

async function suggest() {
  const typed = field.value.trim();
  if (typed.length < MIN) return;
  const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(typed)}`);
  if (!answer.ok || field.value.trim() !== typed) return;
  const { places } = await answer.json();
  list.replaceChildren(...places.map(({ value, label }) => {
    const option = document.createElement("option");
    option.value = value;
    if (label !== value) option.label = label;
    return option;
  }));
}

function locate() {
  const say = (text) => { near.querySelector("span").textContent = text; };
  say("Wird gesucht …");
  navigator.geolocation.getCurrentPosition(async ({ coords }) => {
    // A hundredth of a degree is about a kilometre: enough for a town.
    const body = new URLSearchParams({ lat: coords.latitude.toFixed(2), lon: coords.longitude.toFixed(2) });
    const answer = await fetch(near.dataset.near, { method: "POST", body });
    if (!answer.ok) return say("Kein Ort gefunden");
    field.value = (await answer.json()).value;
    field.form.requestSubmit();
    say("In meiner Nähe");
  }, () => say("Standort nicht erlaubt"), { maximumAge: 600000, timeout: 10000 });
}

if (field && list) {
  field.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(suggest, 150);
  });
}
if (near && "geolocation" in navigator && isSecureContext) {
  near.hidden = false;
  near.addEventListener("click", locate);
}
