import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { browserSignIn, type CallOptions, type Person, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import { makeThings, servedOperations, use } from "../support/own-things";
import { pathNames } from "../support/routes";
import { ATTEMPTS, type Attempt, type Ids } from "../support/stranger-attempts";

const SERVED = await servedOperations();

describe("the table of strangers' attempts", () => {
  it("has every operation that the routes serve", () => {
    const left = SERVED.map(({ name }) => name).filter((name) => !ATTEMPTS[name]);
    expect(left, "add a line for each to ATTEMPTS in tests/support/stranger-attempts.ts").toEqual([]);
  });
});

/** Writes between two readings of everything: each takes as long as many writes. */
const WRITES_AT_ONCE = 12;

/** Everything of a person that the API shows, but for when their sessions were last seen. */
async function snapshot(person: Person, ids: Ids): Promise<unknown> {
  const reads = SERVED.filter(
    ({ name, method }) =>
      method === "GET" &&
      !["public", "admin"].includes(ATTEMPTS[name]?.kind ?? "public") &&
      name !== "GET /api/users/sessions",
  );
  const shown: Record<string, unknown> = {};
  for (const served of reads) {
    const query = ATTEMPTS[served.name]?.query?.(ids) ?? {};
    const { status, body, response } = await use(served, ids, { token: person.token, query });
    expect(status, served.name).toBeLessThan(300);
    if (response.headers.get("content-type") === "application/zip")
      shown[served.name] = await unpacked(response);
    else if (body === null) await response.body?.cancel();
    shown[served.name] ??= body;
  }
  return shown;
}

async function unpacked(response: Response): Promise<Record<string, string>> {
  const entries = unzipSync(new Uint8Array(await response.arrayBuffer()));
  return Object.fromEntries(
    Object.entries(entries).map(([name, bytes]) => [
      name,
      strFromU8(bytes).replace(/"lastSeenAt": "[^"]*"/g, '"lastSeenAt"'),
    ]),
  );
}

onEachEngine(() => {
  let victim: Person;
  let stranger: Person;
  let theirs: Ids;
  let own: Ids;
  let cookie: string;
  let before: unknown;
  beforeAll(async () => {
    [victim, stranger] = [await signUp(), await signUp()];
    [theirs, own] = [await makeThings(victim), await makeThings(stranger)];
    cookie = (await browserSignIn(stranger)).cookie;
    before = await snapshot(victim, theirs);
  });

  const optionsOf = (attempt: Attempt): CallOptions => ({
    ...(attempt.body ? { body: attempt.body(theirs) } : {}),
    query: { ...theirs, ...attempt.query?.(theirs) },
  });
  const forgedCookies = () =>
    Object.entries(theirs)
      .map(([name, value]) => `${name}=${value}`)
      .join("; ");
  const names = SERVED.flatMap(({ name }) => {
    const kind = ATTEMPTS[name]?.kind ?? "public";
    return kind === "public" ? [] : [{ name, kind }];
  });

  let writes = 0;
  /** Called after a write that must have changed nothing. */
  const expectUnchanged = async () => {
    writes++;
    if (writes % WRITES_AT_ONCE > 0) return;
    expect(await snapshot(victim, theirs), `the last ${WRITES_AT_ONCE} writes`).toEqual(before);
  };

  /** Every way to be the wrong person. */
  const disguises = (): [string, CallOptions][] => [
    ["nobody", {}],
    ["nobody, with the victim's ids in cookies", { cookie: forgedCookies() }],
    ["a stranger's token", { token: stranger.token }],
    [
      "a stranger's token and the victim's ids in cookies",
      { token: stranger.token, cookie: forgedCookies() },
    ],
    ["a stranger's browser", { cookie: `${cookie}; ${forgedCookies()}` }],
  ];

  it.each(names)("$name gives a stranger nothing and changes nothing", async ({ name, kind }) => {
    const served = SERVED.find((candidate) => candidate.name === name);
    const attempt = ATTEMPTS[name];
    if (!served || !attempt) throw new Error(`${name} is not served`);
    for (const [disguise, credentials] of disguises()) {
      const anonymous = disguise.startsWith("nobody");
      if (kind === "own" && !anonymous) continue;
      const answer = await use(served, theirs, { ...optionsOf(attempt), ...credentials });
      expect([disguise, answer.status], name).toEqual([
        disguise,
        anonymous ? 401 : kind === "admin" ? 403 : 404,
      ]);
    }
    // A release's number is counted in its project and names nothing alone.
    const ids = pathNames(served.route.path).filter((id) => id !== "number");
    // An own thing in front must not open the victim's behind it, nor the other way round.
    for (const mixed of ids.length > 1 ? ids : []) {
      const combined = { ...own, [mixed]: theirs[mixed] ?? "" };
      const answer = await use(served, combined, { ...optionsOf(attempt), token: stranger.token });
      expect([mixed, answer.status], name).toEqual([mixed, 404]);
    }
    if (attempt.borrowed) {
      const answer = await use(served, own, { ...optionsOf(attempt), token: stranger.token });
      expect(answer.status, `${name} with the victim's ids in the body`).toBe(attempt.borrowed);
    }
    if (served.method !== "GET") await expectUnchanged();
  });

  it.each(names.filter(({ kind }) => kind === "own"))(
    "$name answers from the stranger's own things alone",
    async ({ name }) => {
      const served = SERVED.find((candidate) => candidate.name === name);
      const attempt = ATTEMPTS[name];
      if (!served || !attempt) throw new Error(`${name} is not served`);
      const answer = await use(served, own, { ...optionsOf(attempt), token: stranger.token });
      if (answer.body === null) await answer.response.body?.cancel();
      expect(answer.status).toBeLessThan(500);
      const { requestId, ...shown } = answer.body ?? {};
      const text = JSON.stringify(shown);
      const { number: _, ...named } = theirs;
      for (const [what, id] of Object.entries(named)) expect(text, what).not.toContain(id);
      expect(text).not.toContain(victim.email);
      if (served.method !== "GET") await expectUnchanged();
    },
  );

  it("all of it together has changed nothing either", async () => {
    expect(await snapshot(victim, theirs)).toEqual(before);
  });
});
