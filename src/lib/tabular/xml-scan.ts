import { TableRefusal } from "./refusal.ts";

const maxTag = 65_536;
const maxDepth = 64;
const maxEntity = 12;
const attributePattern = /\s*([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
const entityPattern = /&([^;&]{0,12});?/g;
const namedEntities = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** Names come without their namespace prefix. Text may arrive in pieces. */
export type XmlHandler = {
  open: (name: string, attributes: string) => void;
  text: (text: string) => void;
  close: (name: string) => void;
};

function corrupt(): never {
  throw new TableRefusal("corrupt");
}

function decodeEntity(whole: string, body: string): string {
  if (!whole.endsWith(";")) corrupt();
  const named = namedEntities.get(body);
  if (named !== undefined) return named;
  const match = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(body);
  if (!match) corrupt();
  const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
  return code > 0x10ffff ? corrupt() : String.fromCodePoint(code);
}

function decodeText(text: string): string {
  const lines = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  return lines.includes("&") ? lines.replace(entityPattern, decodeEntity) : lines;
}

/** The attributes of a tag by name without prefix (`r:id` is `id`). */
export function readAttributes(raw: string): Map<string, string> {
  const attributes = new Map<string, string>();
  attributePattern.lastIndex = 0;
  for (let match = attributePattern.exec(raw); match; match = attributePattern.exec(raw)) {
    const name = match[1] ?? "";
    attributes.set(localName(name), decodeText(match[2] ?? match[3] ?? ""));
  }
  return attributes;
}

function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon === -1 ? name : name.slice(colon + 1);
}

function tagEnd(text: string, from: number): number {
  let quote = 0;
  for (let index = from; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 34 || code === 39) quote = code;
    else if (code === 62) return index;
  }
  return -1;
}

/** How much of the text can be handed on: an entity or a CR at the end may go on in the next piece. */
function completeText(text: string): number {
  const entity = text.lastIndexOf("&");
  if (entity !== -1 && text.length - entity <= maxEntity && !text.includes(";", entity)) return entity;
  return text.endsWith("\r") ? text.length - 1 : text.length;
}

/**
 * Reads XML piece by piece, holding no more than one tag. Strict where strictness protects: a document type (and so
 * every self-made entity), an unclosed or crossed element or an endless tag is `corrupt`.
 */
export class XmlScanner {
  #rest = "";
  readonly #open: string[] = [];
  #roots = 0;
  readonly #handler: XmlHandler;

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  write(piece: string): void {
    const text = this.#rest + piece;
    let at = 0;
    while (at < text.length) {
      const next = text.charCodeAt(at) === 60 ? this.#markup(text, at) : this.#text(text, at);
      if (next === at) break;
      at = next;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > maxTag) corrupt();
  }

  end(): void {
    if (this.#rest.trim() !== "" || this.#open.length > 0 || this.#roots !== 1) corrupt();
  }

  #text(text: string, at: number): number {
    const tag = text.indexOf("<", at);
    const run = text.slice(at, tag === -1 ? text.length : tag);
    const length = tag === -1 ? completeText(run) : run.length;
    if (length > 0) this.#handler.text(decodeText(run.slice(0, length)));
    return at + length;
  }

  /** The place after the markup at `at`, or `at` itself when its end has not come yet. */
  #markup(text: string, at: number): number {
    const mark = text[at + 1];
    if (mark === "?") return this.#skip(text, at, "?>");
    if (mark === "!") return this.#declaration(text, at);
    const end = tagEnd(text, at + 1);
    if (end === -1) return at;
    if (mark === "/") this.#closeTag(localName(text.slice(at + 2, end).trim()));
    else this.#openTag(text.slice(at + 1, end));
    return end + 1;
  }

  #skip(text: string, at: number, ending: string): number {
    const end = text.indexOf(ending, at);
    return end === -1 ? at : end + ending.length;
  }

  #declaration(text: string, at: number): number {
    const start = text.slice(at, at + 9);
    if (start.startsWith("<!--")) return this.#skip(text, at, "-->");
    if (start === "<![CDATA[") {
      const end = this.#skip(text, at, "]]>");
      if (end !== at) this.#handler.text(text.slice(at + 9, end - 3));
      return end;
    }
    if (start.length < 9 && ("<![CDATA[".startsWith(start) || "<!--".startsWith(start))) return at;
    return corrupt();
  }

  #openTag(raw: string): void {
    const isSelfClosed = raw.endsWith("/");
    const body = isSelfClosed ? raw.slice(0, -1) : raw;
    const space = body.search(/\s/);
    const name = localName(space === -1 ? body : body.slice(0, space));
    if (this.#open.length === 0) this.#roots++;
    this.#open.push(name);
    if (this.#open.length > maxDepth) corrupt();
    this.#handler.open(name, space === -1 ? "" : body.slice(space));
    if (isSelfClosed) this.#closeTag(name);
  }

  #closeTag(name: string): void {
    if (this.#open.pop() !== name) corrupt();
    this.#handler.close(name);
  }
}
