import { mongoTestUri, stopMongoServer } from "./mongo-server";

/** One MongoDB server per run, whatever number of test files use it: the workers inherit the variable. */
export default async function setup(): Promise<() => Promise<void>> {
  const uri = await mongoTestUri();
  if (uri) process.env.MONGODB_TEST_URI = uri;
  return stopMongoServer;
}
