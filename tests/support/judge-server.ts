/** A provider whose answers and whose judgements a test writes. */
import http from "node:http";
import type { AddressInfo } from "node:net";

export type JudgeCall = {
  model: string;
  temperature: number;
  answer: string;
  ids: string[];
  prompt: string;
  /** Of a comparison: both answers in the order in which they were shown. */
  pair: [string, string] | null;
};
type Script = {
  /** Status 429 and so on, or the text. */
  answer(question: string, prompts: string): string | number;
  judge(call: JudgeCall, nth: number): string | number;
  /** What a reply waits for. */
  hold?: (() => Promise<void>) | undefined;
};
export type JudgeServer = {
  url: string;
  calls: JudgeCall[];
  script: Script;
  aborted: number;
  close(): Promise<void>;
};

type Wire = { model: string; temperature: number; messages: { role: string; content: string }[] };

const fenced = (prompt: string, name: string) =>
  new RegExp(`<${name}-([0-9a-f]+)>\\n([\\s\\S]*?)\\n</${name}-\\1>`).exec(prompt)?.[2] ?? "";

export async function startJudgeServer(): Promise<JudgeServer> {
  const calls: JudgeCall[] = [];
  const server: JudgeServer = {
    url: "",
    aborted: 0,
    calls,
    script: { answer: (question) => question, judge: () => "{}" },
    close: () => {
      listener.closeAllConnections();
      return new Promise((resolve) => listener.close(() => resolve()));
    },
  };
  const listener = http.createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    if (!text) return void response.writeHead(200, { "Content-Type": "application/json" }).end('{"data":[]}');
    const body = JSON.parse(text) as Wire;
    response.on("close", () => {
      if (!response.writableFinished) server.aborted += 1;
    });
    await server.script.hold?.();
    const said = reply(body);
    if (typeof said === "number") {
      response.writeHead(said, { "Content-Type": "application/json", "Retry-After": "0" });
      response.end(JSON.stringify({ error: { message: "busy" } }));
      return;
    }
    const chunk = (delta: object, finish_reason: string | null) =>
      `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.end(`${chunk({ content: said }, null)}${chunk({}, "stop")}data: [DONE]\n\n`);
  });

  function reply({ model, temperature, messages }: Wire): string | number {
    const last = messages.at(-1)?.content ?? "";
    const [first] = messages;
    const isPair = first?.content.startsWith("Two answers to the same question") === true;
    if (!isPair && !first?.content.startsWith("Grade the answer")) {
      return server.script.answer(
        last,
        messages
          .slice(0, -1)
          .map(({ content }) => content)
          .join("\n"),
      );
    }
    const ids = [...last.slice(last.lastIndexOf("Items:")).matchAll(/^(i\d+):/gm)].map(([, id]) => id ?? "");
    const call: JudgeCall = {
      model,
      temperature,
      ids: isPair ? [] : ids,
      answer: fenced(last, "answer"),
      prompt: last,
      pair: isPair ? [fenced(last, "A"), fenced(last, "B")] : null,
    };
    calls.push(call);
    return server.script.judge(call, calls.length);
  }

  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  server.url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/v1`;
  return server;
}

export const verdict = (id: string, said: "yes" | "no" | "unclear", quote: string) =>
  JSON.stringify({ items: [{ id, quote, verdict: said }] });
export const winner = (better: "A" | "B" | "tie", [a, b]: [string, string]) =>
  JSON.stringify({ quoteA: a, quoteB: b, better });
