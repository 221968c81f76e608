import { describe, expect, it } from "vitest";
import { matchRanges } from "@/lib/knowledge/index/terms";
import { readMarkdown } from "@/lib/knowledge/read/markdown";
import { MemorySource } from "@/lib/knowledge/search/memory-source";
import { search } from "@/lib/knowledge/search/search";

const OPTIONS = { limit: 5, tokenBudget: 2_000 };
const filler = (topic: string, n: number) =>
  Array.from(
    { length: n },
    (_, i) => `The ${topic} report number ${i} lists ordinary things of the week.`,
  ).join(" ");

function source(files: Record<string, string>): MemorySource {
  const memory = new MemorySource();
  for (const [name, text] of Object.entries(files)) memory.add(name, readMarkdown(text).blocks);
  return memory;
}
const texts = async (memory: MemorySource, query: string, options = {}) =>
  (await search(memory, query, { ...OPTIONS, ...options })).hits.map((hit) => hit.passage.text);

describe("search", () => {
  const memory = source({
    "handbook.md": `# Handbook\n\n## Holidays\n\nEveryone has 28 days of leave. ${filler("leave", 12)}\n\n## Sick pay\n\nSick pay starts on the first day. ${filler("pay", 12)}`,
    "server.md": `# Server\n\n## Timeouts\n\nThe setting maxIdleTime closes sockets after ninety seconds. ${filler("socket", 12)}`,
    "regeln.md": "# Regeln\n\nDie Kündigungsfrist beträgt drei Monate zum Quartalsende.",
    "ja.md": "# 規則\n\n有給休暇は年間二十日です。勤務時間は午前九時からです。",
    "th.md": "# กฎ\n\nพนักงานมีวันลาพักร้อนสิบวันต่อปี",
  });

  it("finds by meaning-carrying words and drops the rest", async () => {
    expect((await texts(memory, "How many days of leave does everyone have?"))[0]).toContain("28 days");
    expect((await texts(memory, "When does sick pay start?"))[0]).toContain("first day");
  });

  it("finds identifiers by their parts, and text without accents", async () => {
    expect((await texts(memory, "max idle time"))[0]).toContain("maxIdleTime");
    expect((await texts(memory, "MAX_IDLE_TIME"))[0]).toContain("maxIdleTime");
    expect((await texts(memory, "kundigungsfrist"))[0]).toContain("drei Monate");
  });

  it("finds in languages without spaces", async () => {
    expect((await texts(memory, "有給休暇は何日ですか"))[0]).toContain("二十日");
    expect((await texts(memory, "วันลาพักร้อน"))[0]).toContain("สิบวัน");
  });

  it("finds a compound by its parts, in any order and form, where the file has one of them alone", async () => {
    const more = "Der Bericht der Woche nennt die Dinge, die bei den Arbeiten im Haus zu tun sind. ".repeat(
      20,
    );
    const heating = source({
      "heizung.md": `# Keller\n\nDie Temperatur ist niedrig und wird nicht geregelt. ${more}\n\n# Regler\n\nEs ist die Vorlauftemperatur, die der Regler auf 55 Grad hält. ${more.toLowerCase()}\n\n# Schule\n\nDer Grundschulunterricht ist für alle frei. ${more.toUpperCase()}\n\n# Zeiten\n\nDer Unterricht in der Grundschule beginnt um acht.`,
    });
    expect((await texts(heating, "Welche Temperatur hat der Vorlauf?"))[0]).toContain("55 Grad");
    expect((await texts(heating, "Unterricht an den Grundschulen")).join()).toContain("frei");
    expect((await texts(heating, "Vorlauf"))[0]).toContain("55 Grad");
  });

  it("weighs what a question says again", async () => {
    const ships = source({
      "ships.md": `# Harbour\n\nThe harbour has cranes. ${filler("crane", 20)}\n\n# Ferry\n\nThe ferry has cabins. ${filler("cabin", 20)}`,
    });
    expect((await texts(ships, "harbour or ferry, the ferry that is: which ferry?"))[0]).toContain("cabins");
    expect((await texts(ships, "ferry or harbour, the harbour that is: which harbour?"))[0]).toContain(
      "cranes",
    );
  });

  it("finds nothing for small talk or for what is not there", async () => {
    expect(await texts(memory, "Hello, how are you?")).toEqual([]);
    expect(await texts(memory, "photosynthesis in algae")).toEqual([]);
    expect(await texts(memory, "")).toEqual([]);
  });

  it("a short follow-up looks for what was asked before", async () => {
    const asked = { context: "How many days of leave does everyone have?" };
    expect((await texts(memory, "And the holidays?", asked))[0]).toContain("28 days");
  });

  it("drops near-duplicates, in other files too", async () => {
    const text = `# T\n\nThe reactor must be cooled with heavy water. ${filler("reactor", 8)}`;
    const twice = source({ "a.md": text, "b.md": text, "c.md": `${text} One more line.` });
    expect(await texts(twice, "reactor cooled with heavy water")).toHaveLength(1);
  });

  it("keeps within the token budget, but always gives the best", async () => {
    const many = source({
      "a.md": Array.from(
        { length: 30 },
        (_, i) => `# S${i}\n\nThe turbine ${i} spins. ${filler(`turbine${i}`, 10)}`,
      ).join("\n\n"),
    });
    const { hits } = await search(many, "turbine", { limit: 20, tokenBudget: 1_000 });
    expect(hits.length).toBeGreaterThan(1);
    expect(hits.reduce((sum, hit) => sum + hit.passage.tokens, 0)).toBeLessThanOrEqual(1_000);
    expect((await search(many, "turbine", { limit: 20, tokenBudget: 1 })).hits).toHaveLength(1);
  });

  it("a text of 100,000 characters is a query like any other", async () => {
    const query = `${filler("noise", 800)} ${filler("else", 700)} Which setting closes sockets after ninety seconds, maxIdleTime?`;
    expect((await texts(memory, query)).some((text) => text.includes("maxIdleTime"))).toBe(true);
  });

  it("vectors bring what the words miss, and words what the vectors miss", async () => {
    const mixed = new MemorySource();
    const car = mixed.add("car.md", readMarkdown("The automobile needs petrol.").blocks);
    const fish = mixed.add("fish.md", readMarkdown("Trout swim upstream in code ZX-81.").blocks);
    const axis = (n: number) => Array.from({ length: 16 }, (_, i) => (i === n ? 1 : 0.01));
    mixed.addVectors(car, "m", [axis(3)]);
    mixed.addVectors(fish, "m", [axis(9)]);
    const vector = { model: "m", values: axis(3) };
    const both = await search(mixed, "vehicle fuel ZX-81", { ...OPTIONS, vector });
    expect(both.mode).toBe("hybrid");
    expect(both.hits.map((hit) => hit.segment.filename).sort()).toEqual(["car.md", "fish.md"]);
    const other = await search(mixed, "automobile", {
      ...OPTIONS,
      vector: { model: "other", values: axis(3) },
    });
    expect(other.mode).toBe("words");
  });
});

describe("a question's words", () => {
  it("are looked for in the languages of the files", async () => {
    const memory = source({
      "de.md": `Die Rückzahlungen erfolgen nach der Prüfung und werden in der Regel von uns per Post bestätigt. ${filler("x", 1)}`,
      "ru.md": "Деньги возвращаются в течение четырнадцати дней после возврата товара на склад.",
    });
    expect((await texts(memory, "Rückzahlung"))[0]).toContain("Rückzahlungen");
    expect((await texts(memory, "возвратом товаров"))[0]).toContain("возврата товара");
  });

  it("that no file has do not count against a passage", async () => {
    const memory = source({ "a.md": `Refunds are made to Lyon within a week. ${filler("other", 3)}` });
    expect(await texts(memory, "Explain the refunds to a customer named Peter Smith")).toHaveLength(1);
    expect(await texts(memory, "delivery time lyon")).toHaveLength(1);
  });

  it("count more when they are said again", async () => {
    const memory = source({
      "a.md": "The valve of the pump.",
      "b.md": "The seal of the pump.",
      "c.md": filler("c", 3),
    });
    const question = "A seal: which seal fits, and is the seal better than a valve?";
    expect((await texts(memory, question))[0]).toContain("seal");
  });
});

describe("marking", () => {
  it("gives the ranges of the words that matched", async () => {
    const memory = source({ "a.md": "The runners were running past Zürich’s old 有給休暇 sign." });
    const { terms, hits } = await search(memory, "run zurich 有給", OPTIONS);
    const text = hits[0]?.passage.text ?? "";
    const marked = matchRanges(text, new Set(terms)).map(({ from, to }) => text.slice(from, to));
    expect(marked).toEqual(["running", "Zürich’s", "有給"]);
  });
});
