const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether something that came with an address or a form can be a key at all: PostgreSQL takes nothing else for one. */
export const isId = (value: unknown): value is string => typeof value === "string" && UUID.test(value);
