import { createDatabase, setUpDatabase } from "/work/main/src/commands/database/set-up.ts";
import { readFileSync, writeFileSync } from "node:fs";
import pg from "pg";
const url = readFileSync("/tmp/jj/seedtry.url","utf8");
if (process.env.KEEP !== "1") { const c = new pg.Client({connectionString:url}); await c.connect(); await c.query("drop database if exists jijiao_try with (force)"); await c.end(); }
const urls = await createDatabase(url, "jijiao_try"); await setUpDatabase(urls);
writeFileSync("/tmp/jj/seedtry.env", "export DATABASE_URL='"+urls.app+"' MIGRATION_DATABASE_URL='"+urls.migration+"' SU='"+url.replace(/\/postgres$/, "/jijiao_try")+"'\n");
