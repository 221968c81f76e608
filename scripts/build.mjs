import { ensureBuild } from "./support/build.mjs";
import { requireNode } from "./support/node-version.mjs";

requireNode();
try {
  await ensureBuild({ force: true });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
