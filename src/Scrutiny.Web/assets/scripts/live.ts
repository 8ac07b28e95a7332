// A publication rings a doorbell: the hub says "this series has a new version", never the figures themselves. The page
// then asks for its own address again and exchanges the parts that differ. So a missed ring costs nothing (we look
// again after every reconnect), and what is shown is always exactly what a reload would show.
import { HubConnection, HubConnectionBuilder, HubConnectionState, LogLevel } from "@microsoft/signalr";
import { exchangeParts, rememberParts } from "./parts";

interface Change {
  measure: string;
  area: string;
  version: string | number;
}

interface Work {
  kind: string;
}

// Spreads the fetches of a full room over a moment, yet keeps every screen within a second of the publication.
const spreadMilliseconds = 400;
const longestWaitMilliseconds = 15_000;

export function followPublications(): void {
  const main = document.querySelector<HTMLElement>("main[data-live-measure]");
  const measures = (main?.dataset["liveMeasure"] ?? "").split(/\s+/).filter((id) => id !== "");
  const area = main?.dataset["liveArea"];
  if (main === null || measures.length === 0 || area === undefined) {
    return;
  }

  follow<Change>({
    hub: "/hubs/live",
    concerns: (change) => measures.includes(change.measure) && change.area === area,
    async join(connection) {
      for (const measure of measures) {
        await connection.invoke("Watch", measure, area);
      }
    },
  });
}

/** Pages for staff: told that ingest did something of a kind that concerns the page. */
export function followWork(): void {
  const kinds = (document.querySelector<HTMLElement>("main[data-live-staff]")?.dataset["liveStaff"] ?? "").split(/\s+/).filter((kind) => kind !== "");
  if (kinds.length > 0) {
    follow<Work>({ hub: "/hubs/staff", concerns: (change) => kinds.includes(change.kind), join: () => Promise.resolve() });
  }
}

interface Following<T> {
  hub: string;
  concerns(change: T): boolean;
  join(connection: HubConnection): Promise<void>;
}

function follow<T>(what: Following<T>): void {
  rememberParts();
  const connection = new HubConnectionBuilder()
    .withUrl(what.hub)
    .withAutomaticReconnect({ nextRetryDelayInMilliseconds: (context) => wait(context.previousRetryCount) })
    .withServerTimeout(10_000)
    .withKeepAliveInterval(5_000)
    // The page keeps its figures when the line is down; errors in the console help nobody who reads them.
    .configureLogging(LogLevel.None)
    .build();

  const refresh = oneAtATime(async () => {
    try {
      await exchangeParts();
    } catch {
      // Server away or restarting: the figures stay, and the next ring or reconnect looks again.
    }
  });

  connection.on("Changed", (change: T) => {
    if (what.concerns(change)) {
      setTimeout(refresh, Math.random() * spreadMilliseconds);
    }
  });

  const watch = async (): Promise<void> => {
    await what.join(connection);

    // Whatever happened while we were away, or between the page being made and this moment.
    refresh();
  };

  connection.onreconnected(() => void watch().catch(() => connection.stop()));
  connection.onclose(() => void begin(connection, watch, 1));
  void begin(connection, watch, 0);
}

/** Starts and keeps trying for ever: automatic reconnection covers only a connection that once stood. */
export async function begin(connection: HubConnection, watch: () => Promise<void>, failures: number): Promise<void> {
  for (let attempt = failures; ; attempt++) {
    if (attempt > 0) {
      await new Promise((resolve) => setTimeout(resolve, wait(attempt)));
    }

    if (connection.state !== HubConnectionState.Disconnected) {
      return;
    }

    try {
      await connection.start();
    } catch {
      continue;
    }

    // A hub that cannot watch now (the database is away) is left, and onclose comes back here later.
    await watch().catch(() => connection.stop());
    return;
  }
}

/** Doubling from one second to fifteen, with jitter, so that a restarted server is not met by everybody at once. */
export function wait(attempt: number): number {
  return Math.min(1_000 * 2 ** Math.min(attempt, 10), longestWaitMilliseconds) * (0.5 + Math.random() / 2);
}

/** Runs one at a time; a request during a run makes one more run after it, however many there were. */
export function oneAtATime(run: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  return () => {
    if (running) {
      again = true;
      return;
    }

    running = true;
    void (async () => {
      do {
        again = false;
        await run();
      } while (again);
      running = false;
    })();
  };
}
