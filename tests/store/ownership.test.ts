import { beforeAll, describe, expect, test } from "vitest";
import type { Scope } from "@/lib/store/types";
import { ATTEMPTS, aVictim, NO_IDS, seenBy, type Victim, WITHOUT } from "./support/attempts";
import { personalNamedBy } from "./support/attempts-personal";
import { hookNamedBy } from "./support/attempts-webhooks";
import { namedBy } from "./support/attempts-work";
import { engines, useStore } from "./support/engines";
import { aProject, aScope, within } from "./support/factories";

describe.each(engines)("ownership on $name", (engine) => {
  const db = useStore(engine);
  let victim: Victim;
  let stranger: Scope;
  let neighbour: Scope;
  let before: unknown;

  beforeAll(async () => {
    victim = await aVictim(db.store);
    stranger = await aScope(db.store);
    await aProject(db.store, stranger, "Own");
    // The same owner, by a credential for another project.
    neighbour = within(victim.scope, (await aProject(db.store, victim.scope, "Other")).id);
    before = await seenBy(db.store, victim);
  });

  test("every method of the port is on one of the two lists", () => {
    const methods = Object.entries(db.store).flatMap(([part, methods]) =>
      typeof methods === "object" && methods !== null
        ? Object.keys(methods).map((method) => ({ name: `${part}.${method}`, any: `${part}.*` }))
        : [],
    );
    expect(methods.length).toBeGreaterThan(40);
    const unlisted = methods.filter(
      ({ name, any }) => !(name in ATTEMPTS) && ![name, any].some((n) => WITHOUT.includes(n)),
    );
    expect(unlisted.map(({ name }) => name)).toEqual([]);
  });

  test.each(Object.keys(ATTEMPTS))("%s gives strangers nothing and changes nothing", async (name) => {
    const [attempt, answer] = ATTEMPTS[name] ?? [];
    for (const scope of [stranger, neighbour])
      expect(await attempt?.(db.store, scope, victim)).toEqual(answer);
    expect(await seenBy(db.store, victim)).toEqual(before);
  });

  test.each(Object.keys(ATTEMPTS))("%s finds nothing by malformed ids either", async (name) => {
    const [attempt, answer] = ATTEMPTS[name] ?? [];
    for (const id of [
      "",
      "x",
      "../../etc/passwd",
      `${"0".repeat(23)}\u0000`,
      "💥",
      "$where",
      "0".repeat(24),
    ]) {
      const project = { ...victim.project, id };
      const file = { ...victim.file, id, bodyId: id, sha256: id };
      const turn = { ...victim.turn, chatId: id, runId: id, userId: id, replyId: id };
      const claim = { ...victim.claim, runId: id };
      const config = { ...victim.config, projectId: id };
      const version = { ...victim.version, projectId: id };
      const loose = { ...victim.loose, bodyId: id };
      const malformed = {
        ...victim,
        project,
        file,
        turn,
        claim,
        config,
        version,
        loose,
        segmentId: id,
        shareId: id,
        work: namedBy(victim.work, id),
        hook: hookNamedBy(victim.hook, id),
        personal: personalNamedBy(victim.personal, id),
      };
      const scope = NO_IDS.includes(name) ? stranger : victim.scope;
      expect(await attempt?.(db.store, scope, malformed)).toEqual(answer);
    }
    expect(await seenBy(db.store, victim)).toEqual(before);
  });
});
