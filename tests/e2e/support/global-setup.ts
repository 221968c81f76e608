import { ensureBuild } from "../../../scripts/support/build.mjs";

/** Once, before any test counts its time. */
export default async function build(): Promise<void> {
  await ensureBuild();
}
