// The control room: keys of a clicker, which can be switched off, and figures that are found as one types. Every key presses a button that is
// on the page, so it sends the same form with the same number.
const keysOff = "scrutiny.room.keys-off";
const shortcuts: Record<string, string> = { PageDown: "PageDown", PageUp: "PageUp", b: "B", B: "B", ".": "B", h: "H", H: "H", ArrowRight: "PageDown", ArrowLeft: "PageUp" };

export function runRoom(): void {
  const room = document.querySelector<HTMLElement>("[data-room]");
  if (room === null) {
    return;
  }

  const notice = room.querySelector<HTMLElement>("[data-keys]");
  const toggle = room.querySelector<HTMLInputElement>("[data-keys-switch]");
  if (notice !== null && toggle !== null) {
    notice.hidden = false;
    toggle.checked = localStorage.getItem(keysOff) === null;
    toggle.addEventListener("change", () => (toggle.checked ? localStorage.removeItem(keysOff) : localStorage.setItem(keysOff, "1")));
  }

  document.addEventListener("keydown", (event) => {
    const key = shortcuts[event.key];
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, summary") !== null;
    if (key === undefined || typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat || toggle?.checked !== true) {
      return;
    }

    const button = room.querySelector<HTMLButtonElement>(`form[data-shortcut="${key}"] button:not([disabled])`);
    if (button !== null) {
      event.preventDefault();
      button.click();
    }
  });

  // A form that was sent is not sent again by an impatient hand.
  room.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.dataset["sent"] !== undefined) {
      event.preventDefault();
    } else if (form.method === "post") {
      form.dataset["sent"] = "";
    }
  });

  // The number that forms rest on is the one of what is on the page now.
  const main = document.querySelector<HTMLElement>("main[data-version]");
  if (main !== null) {
    new MutationObserver(() => {
      for (const field of room.querySelectorAll<HTMLInputElement>("input[data-expected]")) {
        field.value = main.dataset["version"] ?? field.value;
      }
    }).observe(main, { attributes: true, attributeFilter: ["data-version"] });
  }

  const filter = room.querySelector<HTMLInputElement>("input[data-filter]");
  filter?.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter((word) => word !== "");
    for (const line of room.querySelectorAll<HTMLElement>(`#${filter.dataset["filter"]} > li`)) {
      line.hidden = !words.every((word) => (line.dataset["words"] ?? "").includes(word));
    }
  });
}
