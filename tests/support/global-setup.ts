import type { TestProject } from "vitest/node";
import { mongoTestUri, stopMongoServer } from "./mongo-server";

declare module "vitest" {
  interface ProvidedContext {
    /** Connection string of this run's MongoDB server, null where there is none. */
    mongoUri: string | null;
  }
}

/** One MongoDB server per run, whatever number of test files use it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide("mongoUri", await mongoTestUri());
  return stopMongoServer;
}
