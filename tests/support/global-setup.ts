import { mongoTestUri, stopMongoServer } from "./mongo-server";
import { shareDatabases } from "./shared-database";

/** One MongoDB server per run, whatever number of test files use it: the workers inherit the variables. */
export default async function setup(): Promise<() => Promise<void>> {
  const uri = await mongoTestUri();
  if (!uri) return stopMongoServer;
  process.env.MONGODB_TEST_URI = uri;
  const dropShared = shareDatabases(uri);
  return async () => {
    await dropShared();
    await stopMongoServer();
  };
}
