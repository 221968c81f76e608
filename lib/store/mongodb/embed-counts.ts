import {
  chargeIn,
  type EmbedLedger,
  embedLedgerEnd,
  embedLedgerId,
  emptyEmbedLedger,
  takeFrom,
  usedOf,
} from "../embed-ledger";
import type { EmbedCount, EmbedRefusal, EmbedStore } from "../types";
import type { Context } from "./client";
import { Ledgers } from "./ledgers";
import { visibleProject } from "./visibility";

/** A ledger's name begins with its project and its day. */
function bornFrom(id: string): { projectId: string; expiresAt: number } {
  const [projectId = "", day = ""] = id.split(":");
  return { projectId, expiresAt: embedLedgerEnd(day) };
}

/** What visitors have used: one count after the other, and back again where one of them refuses. */
export function embedCounts(ctx: Context): Pick<EmbedStore, "reserve" | "charge" | "used"> {
  const ledgers = new Ledgers<EmbedLedger>(ctx.c.embedLedgers, bornFrom);

  async function charge(
    projectId: string,
    counts: Pick<EmbedCount, "of" | "who">[],
    { holdId, day }: { holdId: string; day: string },
    tokens: number | null,
  ): Promise<void> {
    await Promise.all(
      counts.map((count) =>
        ledgers.change(
          embedLedgerId(projectId, count, day),
          (ledger) => ledger && chargeIn(ledger, holdId, tokens),
        ),
      ),
    );
  }

  return {
    async reserve(projectId, counts, wish, now) {
      let tokens = wish.tokens;
      const taken: EmbedCount[] = [];
      for (const count of counts) {
        let refusal: EmbedRefusal | null = null;
        let granted = 0;
        const wanted = { ...wish, tokens };
        await ledgers.change(embedLedgerId(projectId, count, wish.day), (ledger) => {
          const next = takeFrom(ledger ?? emptyEmbedLedger(), count, wanted, now);
          refusal = "refusal" in next ? next.refusal : null;
          if ("refusal" in next) return null;
          granted = next.tokens;
          return next.ledger;
        });
        if (refusal) {
          await charge(projectId, taken, wish, null);
          return { ok: false, refusal };
        }
        tokens = granted;
        taken.push(count);
      }
      return { ok: true, tokens };
    },

    charge,

    async used(scope, projectId, day) {
      if (!(await visibleProject(ctx, scope, projectId))) return usedOf(emptyEmbedLedger());
      return usedOf(
        (await ledgers.read(embedLedgerId(projectId, { of: "embed", who: "" }, day))) ?? emptyEmbedLedger(),
      );
    },
  };
}
