import { connection } from "next/server";
import pg from "pg";

type Row = { id: string; code: string; name: string; district: string; ownership: string; status: string };

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

/** What a page costs before it does anything: 50 rows of one query in a table, without session, rights or frame. */
export default async function EmptyPage() {
  await connection();
  const { rows } = await pool.query<Row>(
    `select f."schoolId"::text as id, f.code, f."nameZh" as name, d."nameZh" as district, f.ownership, f.status::text
       from "SchoolFact" f join "District" d on d."tenantId" = f."tenantId" and d.id = f."districtId"
      where f."tenantId" = $1 and f."supersededAt" is null and f."validTo" is null order by f.code limit 50`,
    [process.env.BENCH_TENANT],
  );
  return (
    <table>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>{row.code}</td>
            <td>{row.name}</td>
            <td>{row.district}</td>
            <td>{row.ownership}</td>
            <td>{row.status}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
