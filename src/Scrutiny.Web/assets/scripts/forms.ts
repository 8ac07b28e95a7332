/** A form that came back with faults: who cannot see the summary hears it first. */
export function focusErrors(): void {
  document.querySelector<HTMLElement>("[data-error-summary]")?.focus();
}
