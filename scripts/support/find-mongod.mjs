/** Ends well where the tests find a mongod of their own, which may mean to download it. */
import "../../tests/support/ts-hooks.mjs";

const { findMongod } = await import("../../tests/support/mongod.ts");
process.exitCode = findMongod() ? 0 : 1;
