/** Why a delivery was given up that still waited. */
export const DISABLED_NOTE = "The address was disabled.";
