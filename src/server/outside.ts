import { type LookupAddress, lookup } from "node:dns";
import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { env } from "./env.ts";

/** Source: IANA's registries of special-purpose addresses (RFC 6890). */
const PRIVATE = {
  ipv4: [
    ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"],
    ...["192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3"],
  ],
  ipv6: ["::/127", "64:ff9b::/96", "100::/64", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "ff00::/8"],
} as const;
const blocked = new BlockList();
for (const family of ["ipv4", "ipv6"] as const) {
  for (const range of PRIVATE[family]) {
    const [address = "", bits] = range.split("/");
    blocked.addSubnet(address, Number(bits), family);
  }
}

const MOST_BYTES = 1_000_000;
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** Whether an IP address is one of a network of its own, this machine's, or of no host at all. */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return isPrivateAddress(mapped);
  if (/^::ffff:/i.test(address)) return true;
  return blocked.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** Why a request may not go to an address that somebody typed: it is not https, or not public. */
export class NotOutside extends Error {}

/**
 * Whether the address of a service may be asked at all: https, and no name or password in it. Plain http only to this
 * very machine, where the install allows private addresses.
 */
export function mayBeAsked(url: URL): boolean {
  if (url.username || url.password) return false;
  const here = env().PRIVATE_PROVIDERS === "yes" && LOOPBACK.test(url.hostname);
  return url.protocol === "https:" || (url.protocol === "http:" && here);
}

/** Resolves as usual and lets no private address through, so that a name cannot lead elsewhere at the second look. */
const publicOnly: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const refused = (addresses as LookupAddress[]).some(({ address }) => isPrivateAddress(address));
    if (refused) return callback(new NotOutside("a private address"), []);
    const [first] = addresses;
    if (options.all || !first) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};

export type Asked = {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
};

/**
 * One request to a service whose address somebody typed: no redirects, no private addresses unless the install allows
 * them, an answer of at most a megabyte.
 * @throws NotOutside where the address may not be asked; else what the network says
 */
export function askOutside(
  address: string | URL,
  { method = "GET", headers = {}, body, signal }: Asked,
): Promise<Response> {
  const url = new URL(address);
  const open = env().PRIVATE_PROVIDERS === "yes";
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  if (!mayBeAsked(url) || (!open && isIP(literal) !== 0 && isPrivateAddress(literal)))
    return Promise.reject(new NotOutside("not a public https address"));
  const request = url.protocol === "https:" ? overHttps : overHttp;
  return new Promise((resolve, reject) => {
    const options = { method, headers, ...(signal && { signal }), ...(!open && { lookup: publicOnly }) };
    const asked = request(url, options, (answer) => {
      const parts: Buffer[] = [];
      let size = 0;
      answer.on("data", (part: Buffer) => {
        size += part.length;
        if (size > MOST_BYTES) asked.destroy(new Error("the answer is too long"));
        else parts.push(part);
      });
      answer.on("error", reject);
      answer.on("end", () => {
        const status = answer.statusCode ?? 502;
        const text = [204, 205, 304].includes(status) ? null : Buffer.concat(parts);
        const sent = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
          value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
        );
        resolve(new Response(text, { status, headers: sent }));
      });
    });
    asked.on("error", reject);
    asked.end(body);
  });
}
