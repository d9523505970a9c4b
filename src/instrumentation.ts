export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { refuseUnsafeStart } = await import("./server/start.ts");
  await refuseUnsafeStart();
  const { watchArrivals } = await import("./server/arrival.ts");
  watchArrivals();
  const { keepSayingAtWork } = await import("./server/uptime.ts");
  keepSayingAtWork();
  const { startMetrics } = await import("./server/metrics.ts");
  startMetrics();
}

export async function onRequestError(
  error: unknown,
  { method }: { method: string },
  { routePath }: { routePath: string }, // the address itself may hold a secret, such as a link's
): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { aboutError, log } = await import("./server/log.ts");
  const { digest } = error as { digest?: string };
  log().error({ ...aboutError(error), digest, method, route: routePath }, "request failed");
}
