/** The row of a message's actions, as high as they are before they come; when it shows is in `app/globals.css`. */
export const actionRow =
  "message-actions mt-1 flex min-h-8 flex-wrap items-center gap-0.5 text-sm touch:min-h-11";
