const TOO_LONG = 60_000;

/** What the server says of a file: its answer, or a sentence why not; null where nothing came back. */
export type Looked = { found: unknown; refused?: never } | { refused: string | null; found?: never };

/** Sends a file to be looked into by a door of `inspect`. */
export async function sendFile(address: string, file: File): Promise<Looked> {
  try {
    const response = await fetch(address, { method: "POST", body: file, signal: AbortSignal.timeout(TOO_LONG) });
    const body = (await response.json()) as { message?: string };
    return response.ok ? { found: body } : { refused: body.message ?? null };
  } catch {
    return { refused: null };
  }
}
