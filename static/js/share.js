// Hands a page over to the apps of this device, where the browser offers that. Without it the button stays hidden.
const button = document.querySelector("[data-share]");

if (button && navigator.share) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.share({ title: button.dataset.title, url: button.dataset.share });
    } catch (problem) {
      if (problem.name !== "AbortError") throw problem;
    }
  });
}
