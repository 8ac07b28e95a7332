// A chart is one tab stop for each of its series; inside one the arrow keys, Home and End walk along the points. Each point carries its own
// words (aria-label, or a title element), so a screen reader speaks it on focus; the same words stand under the chart for
// people who see it. Where a chart has several series, arrows stay within the one that has focus (data-series).

const hint = "To read a point, touch it, point at it, or use the left and right arrow keys.";

export function readCharts(within: ParentNode): void {
  for (const chart of within.querySelectorAll<SVGElement>("svg[data-chart], svg.chart")) {
    const points = pointsOf(chart);
    if (points.length === 0 || chart.dataset["read"] !== undefined) {
      continue;
    }

    chart.dataset["read"] = "";
    const reading = readingOf(chart);
    // The newest point of a series is the one people come for, so Tab lands there.
    const starts = new Map(points.map((point) => [point.dataset["series"], point]));
    for (const point of points) {
      point.setAttribute("tabindex", point === starts.get(point.dataset["series"]) ? "0" : "-1");
    }

    chart.addEventListener("keydown", (event) => walk(event, chart));
    chart.addEventListener("focusin", (event) => show(reading, event.target));
    chart.addEventListener("pointerover", (event) => show(reading, event.target));
  }
}

function pointsOf(chart: Element): SVGElement[] {
  return [...chart.querySelectorAll<SVGElement>("[data-point]")];
}

function walk(event: KeyboardEvent, chart: SVGElement): void {
  const current = (event.target as Element).closest<SVGElement>("[data-point]");
  if (current === null || event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }

  const series = pointsOf(chart).filter((point) => point.dataset["series"] === current.dataset["series"]);
  const at = series.indexOf(current);
  const to =
    event.key === "ArrowLeft" ? at - 1
    : event.key === "ArrowRight" ? at + 1
    : event.key === "Home" ? 0
    : event.key === "End" ? series.length - 1
    : null;
  if (to === null) {
    return;
  }

  // Also at the ends: an arrow must not scroll the page while a point has focus.
  event.preventDefault();
  const next = series[to];
  if (next !== undefined && next !== current) {
    current.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  }
}

function readingOf(chart: SVGElement): HTMLElement | null {
  const container = chart.closest(".app-chart");
  if (container === null) {
    return null;
  }

  let reading = container.querySelector<HTMLElement>(".app-chart__reading");
  if (reading === null) {
    reading = document.createElement("p");
    reading.className = "app-chart__reading";
    container.append(reading);
  }

  reading.textContent = hint;
  return reading;
}

function show(reading: HTMLElement | null, target: EventTarget | null): void {
  const point = target instanceof Element ? target.closest("[data-point]") : null;
  const words = point?.getAttribute("aria-label") ?? point?.querySelector("title")?.textContent;
  if (reading !== null && words) {
    reading.textContent = words;
  }
}
