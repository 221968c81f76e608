import type { Chat } from "@/lib/schemas";
import { shellText } from "@/lib/text/shell";

export type ChatGroup = { heading: string; chats: Chat[] };

const DAY_MS = 86_400_000;

/**
 * Chats under the days they were last used on, in the order given; pinned ones first.
 * @param now epoch ms
 * @param offset minutes that the reader's clock is behind UTC, as `Date.getTimezoneOffset` says
 */
export function groupChats(chats: readonly Chat[], now: number, offset: number): ChatGroup[] {
  const day = (ms: number) => Math.floor((ms - offset * 60_000) / DAY_MS);
  const today = day(now);
  const headingOf = ({ pinned, activityAt }: Chat): string => {
    if (pinned) return shellText.groups.pinned;
    const at = Date.parse(activityAt);
    const age = today - day(at);
    if (age <= 0) return shellText.groups.today;
    if (age === 1) return shellText.groups.yesterday;
    if (age <= 7) return shellText.groups.week;
    const date = new Date(at - offset * 60_000);
    return shellText.groups.month(date.getUTCMonth(), date.getUTCFullYear());
  };
  const groups = Map.groupBy(chats, headingOf);
  const pinned = groups.get(shellText.groups.pinned);
  groups.delete(shellText.groups.pinned);
  return [...(pinned ? ([[shellText.groups.pinned, pinned]] as const) : []), ...groups].map(
    ([heading, inIt]) => ({
      heading,
      chats: inIt,
    }),
  );
}
