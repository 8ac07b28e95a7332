/** Timers count down, and say how far they are over. Without script they say until when they run. */
export function runTimers(): void {
  const tick = (): void => {
    for (const timer of document.querySelectorAll<HTMLElement>("[data-timer-until]")) {
      const left = Math.round((Number(timer.dataset["timerUntil"]) - Date.now()) / 1000);
      const seconds = Math.abs(left);
      timer.textContent = `${left < 0 ? "over by " : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    }
  };
  tick();
  setInterval(tick, 1000);
}
