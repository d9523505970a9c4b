import { metricsResponse } from "#server/metrics.ts";

/** Numbers about this process for Prometheus, without personal data; only with the token of `METRICS_TOKEN`. */
export function GET(request: Request): Promise<Response> {
  return metricsResponse(request);
}
