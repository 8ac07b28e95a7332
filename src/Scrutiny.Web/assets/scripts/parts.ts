// The parts of a page that may be exchanged for newer ones, marked data-live-part="name".
import { readCharts } from "./charts";

// What the server last sent for each part. The part in the page differs from it as soon as somebody opens a details
// element or a chart is walked, so the page itself cannot tell us what has changed.
const sent = new Map<string, string>();

export function rememberParts(): void {
  for (const [name, part] of partsOf(document)) {
    sent.set(name, part.outerHTML);
  }
}

/**
 * Asks for this page again and exchanges what differs; says so once, politely, when a figure has really changed. A page that numbers what it
 * shows never goes back: what another node sends that knows less is left alone.
 */
export async function exchangeParts(ready?: (fresh: HTMLElement) => Promise<void>): Promise<void> {
  const response = await fetch(location.href, { cache: "no-cache", credentials: "same-origin", headers: { Accept: "text/html" } });
  if (!response.ok || response.redirected) {
    return;
  }

  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  if (numberOf(fresh) < numberOf(document)) {
    return;
  }

  const parts = partsOf(fresh);
  for (const part of parts.values()) {
    await ready?.(part);
  }

  let exchanged = 0;
  for (const [name, current] of partsOf(document)) {
    const replacement = parts.get(name);
    if (replacement !== undefined && replacement.outerHTML !== sent.get(name)) {
      sent.set(name, replacement.outerHTML);
      exchange(current, document.importNode(replacement, true));
      exchanged++;
    }
  }

  const main = document.querySelector<HTMLElement>("main");
  if (main?.dataset["seq"] !== undefined) {
    main.dataset["seq"] = String(numberOf(fresh));
  }

  const version = fresh.querySelector<HTMLElement>("main")?.dataset["version"];
  const sameVersion = version !== undefined && version === main?.dataset["version"];
  if (main !== null && version !== undefined) {
    main.dataset["version"] = version;
  }

  if (exchanged > 0 && !sameVersion) {
    document.title = fresh.title;
    announce(response, fresh);
  }
}

/** Number of the last event that a page shows; 0 where it numbers nothing. */
export function numberOf(page: Document): number {
  return Number(page.querySelector<HTMLElement>("main[data-seq]")?.dataset["seq"] ?? 0);
}

function partsOf(page: Document): Map<string, HTMLElement> {
  const parts = new Map<string, HTMLElement>();
  for (const part of page.querySelectorAll<HTMLElement>("[data-live-part]")) {
    // A part within a part travels with the outer one.
    if (part.parentElement?.closest("[data-live-part]") === null) {
      parts.set(part.dataset["livePart"]!, part);
    }
  }

  return parts;
}

function exchange(current: HTMLElement, replacement: HTMLElement): void {
  const focused = document.activeElement !== null && current.contains(document.activeElement) ? document.activeElement : null;
  const path = focused === null ? null : pathTo(current, focused);

  pairs<HTMLDetailsElement>(current, replacement, "details", (was, is) => (is.open = was.open));
  const scrolled: [HTMLElement, number][] = [];
  pairs<HTMLElement>(current, replacement, ".app-table-scroll", (was, is) => scrolled.push([is, was.scrollLeft]));

  current.replaceWith(replacement);
  readCharts(replacement);
  for (const [box, left] of scrolled) {
    box.scrollLeft = left;
  }

  if (focused !== null && path !== null) {
    refocus(replacement, focused, path);
  }
}

/** Elements of the same kind in both versions: by id where they have one, otherwise by their place. */
function pairs<T extends HTMLElement>(current: HTMLElement, replacement: HTMLElement, selector: string, each: (was: T, is: T) => void): void {
  const olds = [...current.querySelectorAll<T>(selector)];
  [...replacement.querySelectorAll<T>(selector)].forEach((is, place) => {
    const was = (is.id === "" ? undefined : olds.find((old) => old.id === is.id)) ?? olds[place];
    if (was !== undefined) {
      each(was, is);
    }
  });
}

function pathTo(root: Element, element: Element): number[] {
  const path: number[] = [];
  for (let at: Element = element; at !== root && at.parentElement !== null; at = at.parentElement) {
    path.unshift([...at.parentElement.children].indexOf(at));
  }

  return path;
}

function refocus(part: HTMLElement, was: Element, path: number[]): void {
  let place: Element | undefined = part;
  for (const index of path) {
    place = place?.children[index];
  }

  const is = (was.id === "" ? null : part.querySelector(`#${CSS.escape(was.id)}`)) ?? place;
  if (is instanceof SVGElement && is.hasAttribute("data-point")) {
    // The roving tab stop goes where the reader is, not to the newest point.
    for (const point of is.ownerSVGElement?.querySelectorAll("[data-point]") ?? []) {
      point.setAttribute("tabindex", point === is ? "0" : "-1");
    }
  }

  if ((is instanceof HTMLElement || is instanceof SVGElement) && is.tagName === was.tagName) {
    is.focus({ preventScroll: true });
  }

  if (document.activeElement === document.body) {
    // Its counterpart is gone: stay in the same part rather than fall back to the top of the page.
    part.setAttribute("tabindex", "-1");
    part.focus({ preventScroll: true });
  }
}

function announce(response: Response, fresh: Document): void {
  const region = document.querySelector<HTMLElement>("[role=status].app-live");
  const sentence = fresh.querySelector("[data-live-sentence]")?.textContent?.replace(/\s+/g, " ").trim() ?? "";
  if (region === null) {
    return;
  }

  // The server's clock where it tells the time: a laptop in a meeting room may be wrong.
  const date = new Date(response.headers.get("Date") ?? Date.now());
  const time = date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
  region.textContent = sentence === "" ? `Updated at ${time}` : `Updated at ${time}: ${sentence}`;
}
