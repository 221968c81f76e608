/** The boot hook sends methods that Next can't carry (TRACE, PROPFIND …) on as OPTIONS, with this header. */
export const FOREIGN_METHOD_HEADER = "x-foreign-method";

/** Where a page asked for with such a method is sent; a plain 404 for anybody else. */
export const FOREIGN_METHOD_PATH = "/api/foreign-method";
