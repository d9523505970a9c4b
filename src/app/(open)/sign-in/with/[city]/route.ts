import { beginWithProvider } from "#features/accounts/provider-sign-in.ts";
import { goOn, signInPage } from "../go-on.ts";

/** Leads to the city's sign-in provider: by a link, because no form of ours may be sent to another site. */
export async function GET(_request: Request, { params }: { params: Promise<{ city: string }> }): Promise<Response> {
  const { city } = await params;
  const begun = await beginWithProvider(city);
  return goOn("url" in begun ? begun.url.href : signInPage(city, begun.problem));
}
