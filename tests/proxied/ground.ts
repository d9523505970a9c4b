import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { type IncomingHttpHeaders, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import path from "node:path";
import { freePort } from "../../src/commands/database/cluster.ts";
import { startServer } from "../../src/commands/server.ts";
import { stopped } from "../../src/commands/stopping.ts";

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

/** Two processes of the application behind nginx, set up as docs/operating says, on ports of their own. */
export type Ground = {
  host: string;
  /** Asks nginx, or one process itself. */
  ask(where: "nginx" | "http" | 0 | 1, path: string, options?: Asked): Promise<Answer>;
  processes: ChildProcess[];
  stop(): Promise<void>;
};

export type Asked = {
  method?: string;
  headers?: Record<string, string>;
  form?: Record<string, string>;
  body?: Buffer;
  cookies?: Map<string, string>;
};

export async function startGround(folder: string, databaseUrl: string, metricsToken: string): Promise<Ground> {
  const [secure, plain, ...ports] = [await freePort(), await freePort(), await freePort(), await freePort()];
  const host = `localhost:${secure}`;
  const nginx = startNginx(folder, { secure, plain, ports });
  const environment = {
    DATABASE_URL: databaseUrl,
    APP_URL: `https://${host}`,
    AUTH_SECRET: "kQ1hQm5Wz7YfTgR0pLx8dVbN3sJcXa2e",
    METRICS_TOKEN: metricsToken,
    LOG_LEVEL: "warn",
    LISTEN_ADDRESS: "127.0.0.1",
  };
  const processes: ChildProcess[] = [];
  process.env.LISTEN_ADDRESS = environment.LISTEN_ADDRESS;
  for (const port of ports)
    processes.push(await startServer(port, environment, { log: path.join(folder, `${port}.log`) }));
  const ca = readFileSync(path.join(folder, "certificate.pem"));

  const ask: Ground["ask"] = (where, address, { method = "GET", headers = {}, form, body, cookies } = {}) => {
    const port = where === "nginx" ? secure : where === "http" ? plain : ports[where];
    const sent = form ? multipart(form) : { type: undefined, bytes: body };
    const all: Record<string, string> = { host, ...(cookies?.size ? { cookie: cookieText(cookies) } : {}), ...headers };
    if (sent.type) all["content-type"] = sent.type;
    if (form) all.origin ??= `https://${host}`;
    const options = { host: "127.0.0.1", port, path: address, method: form ? "POST" : method, headers: all };
    return new Promise((resolve, reject) => {
      const request =
        where === "nginx" ? secureRequest({ ...options, ca, servername: "localhost" }) : plainRequest(options);
      request.on("error", reject).on("response", (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part)).on("error", reject);
        response.on("end", () => {
          keepCookies(response.headers["set-cookie"] ?? [], cookies);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString(),
          });
        });
      });
      request.end(sent.bytes);
    });
  };
  const stop = async () => {
    for (const one of processes) await stopped(one);
    await stopped(nginx, "SIGQUIT");
  };
  return { host, ask, processes, stop };
}

function startNginx(folder: string, { secure, plain, ports }: { secure: number; plain: number; ports: number[] }) {
  mkdirSync(folder, { recursive: true });
  const [key, certificate] = [path.join(folder, "key.pem"), path.join(folder, "certificate.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  execFileSync(
    "openssl",
    ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...subject, "-keyout", key, "-out", certificate],
    { stdio: "pipe" },
  );
  const site = readFileSync("docs/operating/nginx.conf", "utf8")
    .replaceAll(/^\s*listen \[::\].*$/gm, "")
    .replaceAll("listen 443", `listen 127.0.0.1:${secure}`)
    .replaceAll("listen 80", `listen 127.0.0.1:${plain}`)
    .replace("127.0.0.1:3001", `127.0.0.1:${ports[0]}`)
    .replace("127.0.0.1:3002", `127.0.0.1:${ports[1]}`)
    .replaceAll("jijiao.example.cn", "localhost")
    .replace("/etc/ssl/jijiao/fullchain.pem", certificate)
    .replace("/etc/ssl/jijiao/privkey.pem", key)
    .replace("/srv/jijiao/current/.next/static/", `${path.resolve(".next/static")}/`);
  const places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${path.join(folder, name)};`,
  );
  const main = `${process.getuid?.() === 0 ? "user root;" : ""}
daemon off; pid ${path.join(folder, "nginx.pid")}; error_log stderr warn; events {}
http { include /etc/nginx/mime.types; access_log off; ${places.join(" ")}
${site}
}`;
  writeFileSync(path.join(folder, "nginx.conf"), main);
  const flags = ["-c", path.join(folder, "nginx.conf"), "-p", folder];
  return spawn(process.env.TEST_NGINX ?? "", flags, { stdio: ["ignore", "inherit", "inherit"] });
}

const BOUNDARY = "----a-form-of-the-test";

function multipart(form: Record<string, string>): { type: string; bytes: Buffer } {
  const parts = Object.entries(form).map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    type: `multipart/form-data; boundary=${BOUNDARY}`,
    bytes: Buffer.from(`${parts.join("")}--${BOUNDARY}--\r\n`),
  };
}

const cookieText = (cookies: Map<string, string>) => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

function keepCookies(set: string[], cookies: Map<string, string> | undefined): void {
  for (const line of set) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/Max-Age=0\b/i.test(line) || value === "") cookies?.delete(name);
    else cookies?.set(name, value);
  }
}

/** The hidden and present values of the form that has a field of this name. */
export function formWith(html: string, field: string): Record<string, string> {
  const form =
    html
      .split("<form")
      .find((one) => one.includes(`name="${field}"`))
      ?.split("</form>")[0] ?? "";
  const values: Record<string, string> = {};
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    const value = /value="([^"]*)"/.exec(input)?.[1] ?? "";
    if (name && !/type="(checkbox|radio)"/.test(input))
      values[name] = value.replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  }
  return values;
}
