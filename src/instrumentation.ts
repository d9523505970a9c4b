export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { refuseUnsafeStart } = await import("./server/start.ts");
  await refuseUnsafeStart();
}

export async function onRequestError(error: unknown, request: { path: string; method: string }): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { log } = await import("./server/log.ts");
  const { digest, stack } = error as { digest?: string; stack?: string };
  log().error({ digest, stack, method: request.method, path: request.path.split("?")[0] }, "request failed");
}
