// Pages that follow a meeting: the big screen and the live page. The stream says by number what happens; the page then asks for itself again, so
// what is shown is always what a reload would show. Numbers only rise, so nothing is missed, shown twice or shown in the wrong order: who was
// away follows again from the last number, and where no stream is to be had the log is asked for now and then.
import { HubConnectionBuilder, HubConnectionState, type ISubscription, LogLevel } from "@microsoft/signalr";
import { begin, oneAtATime, wait } from "./live";
import { exchangeParts, numberOf, rememberParts } from "./parts";

interface Happened {
  seq: number;
}

const spreadMilliseconds = 250;
const lookMilliseconds = 4_000;
const markAfterMilliseconds = 10_000;
const pictureMilliseconds = 4_000;
const mostTries = 6;

export function followMeeting(): void {
  const main = document.querySelector<HTMLElement>("main[data-follow]");
  const slug = main?.dataset["follow"];
  if (main === null || slug === undefined) {
    return;
  }

  rememberParts();
  const onScreen = document.querySelector(".app-screen") !== null;
  const shown = (): number => numberOf(document);
  let heard = shown();
  let paused = false;
  let lastContact = performance.now();
  const reached = (): void => void (lastContact = performance.now());

  const refresh = oneAtATime(async () => {
    for (let attempt = 0; attempt < mostTries && !paused && (attempt === 0 || shown() < heard); attempt++) {
      if (attempt > 0) {
        await pause(wait(attempt - 1) / 4);
      }

      try {
        await exchangeParts(pictures);
        tell();
      } catch {
        // Server away: the last good slide stays, and the next number or look asks again.
      }
    }
  });

  const hear = (seq: number): void => {
    reached();
    if (seq > heard) {
      heard = seq;
      // A hall full of telephones asks over a moment; the one big screen asks at once.
      setTimeout(refresh, onScreen ? 0 : Math.random() * spreadMilliseconds);
    }
  };

  const look = async (): Promise<void> => {
    try {
      const response = await fetch(`/api/v1/meetings/${encodeURIComponent(slug)}/events?after=${heard}`, { cache: "no-cache" });
      if (response.ok) {
        hear(((await response.json()) as { last: number }).last);
        reached();
      }
    } catch {
      // Nobody there; looked for again.
    }

    if (shown() < heard) {
      refresh();
    }
  };

  const connection = new HubConnectionBuilder()
    .withUrl("/hubs/live")
    .withAutomaticReconnect({ nextRetryDelayInMilliseconds: (context) => Math.min(wait(context.previousRetryCount), 5_000) })
    .withServerTimeout(10_000)
    .withKeepAliveInterval(5_000)
    .configureLogging(LogLevel.None)
    .build();

  // The control room sees how many screens there are and how late they are.
  const tell = (): void => {
    if (onScreen && connection.state === HubConnectionState.Connected) {
      void connection.send("Shown", slug, shown()).catch(() => undefined);
    }
  };

  let stream: ISubscription<Happened> | undefined;
  const follow = (): Promise<void> => {
    stream?.dispose();
    reached();
    stream = connection.stream<Happened>("Follow", slug, heard).subscribe({
      next: (happened) => hear(happened.seq),
      complete: () => undefined,
      // Too far behind, or refused: the connection is begun again, from the last number.
      error: () => void connection.stop(),
    });
    tell();
    void look();
    return Promise.resolve();
  };

  connection.onreconnected(() => void follow());
  connection.onclose(() => void begin(connection, follow, 1));
  void begin(connection, follow, 0);

  // Browsers slow hidden tabs down, and telephones sleep: whoever comes back sees what is.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      void look();
    }
  });
  window.addEventListener("online", () => void look());
  setInterval(() => {
    if (connection.state !== HubConnectionState.Connected || shown() < heard) {
      void look();
    } else {
      reached();
    }

    mark();
  }, lookMilliseconds);

  const mark = (): void => {
    const sign = document.querySelector<HTMLElement>("[data-follow-mark]");
    if (sign !== null) {
      sign.hidden = performance.now() - lastContact < markAfterMilliseconds;
    }
  };
  window.addEventListener("offline", () => setTimeout(mark, markAfterMilliseconds + 100));

  const button = document.querySelector<HTMLButtonElement>("[data-follow-pause]");
  if (button !== null) {
    button.hidden = false;
    button.addEventListener("click", () => {
      paused = !paused;
      button.setAttribute("aria-pressed", String(paused));
      button.textContent = paused ? "Go on with updates" : "Pause updates";
      refresh();
    });
  }
}

/** A slide is exchanged when its picture is there, so that no half-made one is ever seen; a picture that never comes holds up nothing for long. */
async function pictures(part: HTMLElement): Promise<void> {
  await Promise.all(
    [...part.querySelectorAll<HTMLImageElement>("img[data-preload]")].map(async (image) => {
      const picture = new Image();
      picture.src = image.src;
      await Promise.race([picture.decode().catch(() => undefined), pause(pictureMilliseconds)]);
    }),
  );
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
