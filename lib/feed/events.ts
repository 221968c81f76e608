export { feedStream as userEvents } from "@/lib/feed";
