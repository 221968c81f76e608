import { afterAll, describe, expect, it } from "vitest";
import { forgetConnections } from "@/lib/connections";
import { apiStore } from "../support/api";
import { chatBench, SseReader, send } from "../support/chat";
import { freshDatabase } from "../support/mongo-server";
import { type Command, roundTrips, startTap, type Tap } from "../support/mongo-tap";

const server = process.env.MONGODB_TEST_URI;
const taps = server ? [await startTap(server)] : [];
afterAll(() => Promise.all(taps.map((tap) => tap.close())));

describe.each(taps)("a reply's way to its start on MongoDB", (tap: Tap) => {
  apiStore({ mongoUri: () => freshDatabase(tap.uri) });
  const bench = chatBench();

  /** What went over the wire until the start was there, with nothing else under way. */
  async function untilStart(more: Record<string, unknown>): Promise<Command[]> {
    await tap.quiet();
    // Known for a second: that may end on the way.
    forgetConnections();
    tap.delay(50);
    tap.reset();
    const { response } = await send(bench, "Hello", { stream: true, ...more });
    const reader = await new SseReader(response).until((r) => r.chunk("start") !== undefined);
    const commands = [...tap.commands()];
    tap.delay(0);
    await reader.all();
    return commands;
  }

  it("takes at most six round trips, in a new chat and in one that is there", async () => {
    const { body } = await send(bench, "First");
    await send(bench, "Second", { chatId: body.data.chatId });
    for (const more of [{}, { chatId: body.data.chatId }]) {
      const commands = await untilStart(more);
      const told = commands.map(
        ({ name, collection, sent, answered }) => `${name} ${collection} ${sent}-${answered}`,
      );
      expect(roundTrips(commands), told.join("\n")).toBeLessThanOrEqual(6);
      // Everything is asked once.
      for (const collection of ["projects", "chats", "files"]) {
        const reads = commands.filter(
          (command) => command.name === "find" && command.collection === collection,
        );
        expect(reads.length, `${collection}\n${told.join("\n")}`).toBeLessThanOrEqual(2);
      }
    }
  });

  it("twenty that begin at once share what they ask", async () => {
    await send(bench, "First");
    const finds = () => tap.commands().filter(({ name }) => name === "find").length;
    const begin = async () => {
      const { response } = await send(bench, "Hello", { stream: true });
      return new SseReader(response).until((r) => r.chunk("start") !== undefined);
    };
    await tap.quiet();
    tap.reset();
    const alone = await begin();
    const forOne = finds();
    await alone.all();
    await tap.quiet();
    tap.reset();
    const all = await Promise.all(Array.from({ length: 20 }, begin));
    const forAll = finds();
    await Promise.all(all.map((reader) => reader.all()));
    // One by one it would be twenty times as many, and more for what their ends ask meanwhile.
    expect(forAll).toBeLessThan(forOne * 18);
  });
});
