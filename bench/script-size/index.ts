/**
 * The JavaScript that pages have fetched when the network is idle, gzip. `npm run bench -- script-size`; exit code 1
 * when the empty chat page is beyond its budget, which a browser test holds, too.
 */
import { EMPTY_CHAT_BUDGET, scriptSize } from "../../tests/support/script-size.ts";
import { openBench } from "../thread/product.ts";

const bench = await openBench();
try {
  const { project } = await bench.call<{ project: { id: string } }>("/api/projects", { name: "Empty" });
  const inside = `/projects/${project.id}`;
  const pages: [name: string, path: string, budget?: number][] = [
    ["Landing", "/"],
    ["Dashboard", "/projects"],
    ["Empty chat", inside, EMPTY_CHAT_BUDGET],
    ["Prompts", `${inside}/prompts`],
    ["Files", `${inside}/files`],
    ["Settings", `${inside}/settings`],
    ["Account", "/account"],
  ];
  console.log("\n| Page | bytes, gzip | scripts | budget | |\n|---|--:|--:|--:|---|");
  for (const [name, path, budget] of pages) {
    const page = await bench.context.newPage();
    const { bytes, files } = await scriptSize(page, bench.url + path);
    await page.close();
    const met = budget === undefined || bytes <= budget;
    if (!met) process.exitCode = 1;
    const verdict = budget === undefined ? "" : met ? "met" : "**missed**";
    console.log(
      `| ${name} | ${bytes.toLocaleString("en")} | ${files} | ${budget?.toLocaleString("en") ?? ""} | ${verdict} |`,
    );
  }
} finally {
  await bench.close();
}
