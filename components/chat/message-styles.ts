/** The row of a message's actions; when it shows is in `app/globals.css`. */
export const actionRow = "message-actions mt-1 flex flex-wrap items-center gap-0.5 text-sm";
