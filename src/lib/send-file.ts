const TOO_LONG = 60_000;

/** What the server says of a file: its answer, or a sentence why not; null where nothing came back. */
export type Looked = { found: unknown; refused?: never } | { refused: string | null; found?: never };

const ATTEMPTS = 4;

/** Sends a file to be looked into by a door of `inspect`; where others' files are being read just now, a few times. */
export async function sendFile(address: string, file: File): Promise<Looked> {
  try {
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(address, { method: "POST", body: file, signal: AbortSignal.timeout(TOO_LONG) });
      const body = (await response.json()) as { message?: string };
      if (response.status !== 429 || attempt === ATTEMPTS)
        return response.ok ? { found: body } : { refused: body.message ?? null };
      const seconds = Number(response.headers.get("retry-after")) || 5;
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    }
  } catch {
    return { refused: null };
  }
}
