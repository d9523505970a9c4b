/** The content policy of what people have added: nothing in it runs, loads or frames anything, however it is opened. */
export const INERT = "default-src 'none'; sandbox";

/** Addresses under which the store's files are served, and of those the ones that anybody may keep a copy of. */
export const FILE_PATHS = { all: /^\/(?:files|c\/[^/]+\/emblem)\//, open: /^\/c\/[^/]+\/emblem\// };
