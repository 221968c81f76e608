/**
 * The JavaScript that an empty chat page has fetched when the network is idle, gzip, against its budget.
 * `node bench/thread/script-size.ts`; exit code 1 when it is beyond.
 */
import { gzipSync } from "node:zlib";
import { openBench } from "./product.ts";

/** Bytes: 200 KB. An empty Next page is about 154 KB. */
const BUDGET = 200_000;

const bench = await openBench();
try {
  const { project } = await bench.call<{ project: { id: string } }>("/api/projects", { name: "Empty" });
  const page = await bench.context.newPage();
  const sizes = new Map<string, Promise<number>>();
  page.on("response", (response) => {
    if (!response.headers()["content-type"]?.includes("javascript")) return;
    sizes.set(
      response.url(),
      response.body().then((body) => gzipSync(body).length),
    );
  });
  await page.goto(`${bench.url}/projects/${project.id}`, { waitUntil: "networkidle" });
  await page.getByRole("textbox", { name: "Message", exact: true }).waitFor();
  await page.waitForLoadState("networkidle");
  const all = await Promise.all(sizes.values());
  const total = all.reduce((sum, size) => sum + size, 0);
  console.log(
    `${total.toLocaleString("en")} bytes gzip in ${all.length} scripts (budget ${BUDGET.toLocaleString("en")})`,
  );
  if (total > BUDGET) process.exitCode = 1;
} finally {
  await bench.close();
}
