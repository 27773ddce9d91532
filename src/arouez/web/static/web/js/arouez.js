// The few things a page does by itself. Every page works without them.

// The button of a copy field (components/copy.html).
function readyCopyFields(root) {
  for (const field of root.querySelectorAll("[data-copy]")) {
    const button = field.querySelector("button");
    const said = field.querySelector("[data-said]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      const input = field.querySelector("input");
      input.select();
      try {
        await navigator.clipboard.writeText(input.value);
      } catch {
        document.execCommand("copy"); // a page served without https has no clipboard
      }
      said.textContent = "";
      requestAnimationFrame(() => (said.textContent = said.dataset.said));
    });
  }
}

// After a refused form, start reading at what is left to correct.
function focusWhatMatters(root) {
  root.querySelector("[data-focus]")?.focus();
}

// An open menu closes on Escape, and when one looks elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open], details.confirm[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

readyCopyFields(document);
focusWhatMatters(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) {
    readyCopyFields(event.target);
    focusWhatMatters(event.target);
  }
});
