/** Actions of a message: quiet under a mouse until it is near, always there under a finger and on the last message. */
export const actionRow =
  "mt-1 flex flex-wrap items-center gap-0.5 text-sm opacity-0 transition-opacity focus-within:opacity-100 group-hover/message:opacity-100 group-last/message:opacity-100 touch:opacity-100";
