import { ensureBuild } from "../../../scripts/support/build.mjs";
import startMongo from "../../support/global-setup";

/** Real processes run the production build. */
export default async function setup(): Promise<() => Promise<void>> {
  await ensureBuild();
  return startMongo();
}
