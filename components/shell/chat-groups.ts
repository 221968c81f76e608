import type { Chat } from "@/lib/schemas";

export type ChatGroup = { heading: string; chats: Chat[] };

const DAY_MS = 86_400_000;
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/**
 * Chats under the days they were last used on, in the order given; pinned ones first.
 * @param now epoch ms
 * @param offset minutes that the reader's clock is behind UTC, as `Date.getTimezoneOffset` says
 */
export function groupChats(chats: readonly Chat[], now: number, offset: number): ChatGroup[] {
  const day = (ms: number) => Math.floor((ms - offset * 60_000) / DAY_MS);
  const today = day(now);
  const headingOf = ({ pinned, activityAt }: Chat): string => {
    if (pinned) return "Pinned";
    const at = Date.parse(activityAt);
    const age = today - day(at);
    if (age <= 0) return "Today";
    if (age === 1) return "Yesterday";
    if (age <= 7) return "Previous 7 days";
    const date = new Date(at - offset * 60_000);
    return `${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  };
  const groups = Map.groupBy(chats, headingOf);
  const pinned = groups.get("Pinned");
  groups.delete("Pinned");
  return [...(pinned ? ([["Pinned", pinned]] as const) : []), ...groups].map(([heading, inIt]) => ({
    heading,
    chats: inIt,
  }));
}
