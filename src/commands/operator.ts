// Makes an operator of the install, who opens cities and sees none, or lets one back in: prints a link for a password.
// `npm run operator -- <e-mail address> <name>`
import { asTheOwner } from "./backup/owner.ts";
import { operatorLink } from "./database/operator-link.ts";
import { ownersUrl } from "./database/settings.ts";
import { end, guarded } from "./stopping.ts";

await guarded(async () => {
  const [email = "", ...name] = process.argv.slice(2);
  if (!email || name.length === 0) throw new Error("Usage: npm run operator -- <e-mail address> <name>");
  const url = ownersUrl();
  const appUrl = process.env.APP_URL ?? "http://localhost:3000";
  console.log(await asTheOwner(url, (owner) => operatorLink(owner, email, name.join(" "), appUrl)));
  await end(0);
});
