import { log } from "@/lib/log";
import { EndableStream, holdOpen, onPing, PING } from "@/lib/platform";
import { getStore, type Scope } from "@/lib/store";
import { onWake } from "./wake";

/** How often the store is asked for news of other processes. Milliseconds. */
const POLL_MS = 2_000;
const PAGE = 100;
/** News wait in the store while a reader is this far behind. Bytes. */
const QUEUE_BYTES = 64 * 1024;

/**
 * A user's news as an event stream: from now on, or everything after `lastEventId` (which is a place in the user's
 * log). A reader that was away for longer than the log reaches back gets `reset` first.
 */
export async function feedStream(scope: Scope, lastEventId: string | null): Promise<EndableStream> {
  const { feed } = await getStore();
  const asked = Number(lastEventId ?? Number.NaN);
  let seq = Number.isSafeInteger(asked) && asked >= 0 ? asked : await feed.latest(scope);
  let leave = () => {};
  return new EndableStream(
    {
      start(sink) {
        const write = (text: string) => sink.write(Buffer.from(text));
        /** False: there is no more, or no room for more. */
        const readPage = async (): Promise<boolean> => {
          const { events, seq: next, missed } = await feed.after(scope, seq, PAGE);
          if (missed) write(`id: ${next}\ndata: {"type":"reset"}\n\n`);
          for (const event of events) write(`id: ${event.seq}\ndata: ${event.data}\n\n`);
          seq = next;
          return events.length === PAGE;
        };
        const read = oneAtATime(async () => {
          try {
            while (sink.hasRoom && (await readPage()));
          } catch (err) {
            log().warn({ err }, "news could not be read");
          }
        });
        const timer = setInterval(read, POLL_MS);
        const ends = [
          () => clearInterval(timer),
          onWake(scope.userId, read),
          onPing(() => sink.write(PING)),
          holdOpen(() => {
            leave();
            sink.close();
          }),
        ];
        leave = () => {
          for (const end of ends) end();
        };
        // The place to go on from for a reader that is cut off before its first event.
        write(`id: ${seq}\n: connected\n\n`);
        read();
      },
      leave: () => leave(),
    },
    QUEUE_BYTES,
  );
}

/** Calls that come while the work runs make it run once more. */
function oneAtATime(work: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  return async () => {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      await work();
    }
    running = false;
  };
}
