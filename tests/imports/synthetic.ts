/** A small list with the columns of the Hong Kong bureau's own, made up from beginning to end. */

const HEADER =
  "SCHOOL NO.,ENGLISH CATEGORY,中文類別,ENGLISH NAME,中文名稱,ENGLISH ADDRESS,中文地址,LONGITUDE,經度,LATITUDE,緯度,EASTING,坐標東,NORTHING,坐標北,STUDENTS GENDER,就讀學生性別,SESSION,學校授課時間,DISTRICT,分區,FINANCE TYPE,資助種類,SCHOOL LEVEL,學校類型,TELEPHONE,聯絡電話,FAX NUMBER,傳真號碼,WEBSITE,網頁,RELIGION,宗教";

export type SyntheticSchool = {
  code: string;
  category: keyof typeof CATEGORIES;
  nameEn: string;
  nameZh: string;
  address: string;
  session: string;
  district: keyof typeof DISTRICTS;
  finance: keyof typeof FINANCE;
  level: keyof typeof LEVELS;
  phone: string;
  website: string;
};

const CATEGORIES = {
  Kindergartens: "幼稚園",
  "Aided Primary Schools": "資助小學",
  "Aided Secondary Schools": "資助中學",
  "Aided Special Schools": "資助特殊學校",
  "Private Primary Schools": "私立小學",
};
const DISTRICTS = { "EAST HILL": "東山區", "CENTRAL AND WESTERN": "中西區", "SOUTH BAY": "南灣區" };
const FINANCE = { AIDED: "資助", PRIVATE: "私立", GOVERNMENT: "官立" };
const LEVELS = { KINDERGARTEN: "幼稚園", PRIMARY: "小學", SECONDARY: "中學" };

const school = (code: string, over: Partial<SyntheticSchool>): SyntheticSchool => ({
  code,
  category: "Aided Primary Schools",
  nameEn: `MADE UP SCHOOL ${code.slice(3, 6)}`,
  nameZh: `虛構${code.slice(3, 6)}小學`,
  address: `${Number(code.slice(3, 6))} MADE UP ROAD, "EAST" WING`,
  session: "WHOLE DAY",
  district: "EAST HILL",
  finance: "AIDED",
  level: "PRIMARY",
  phone: "2345 6789",
  website: "http://www.school.example.test",
  ...over,
});

export const SCHOOLS: readonly SyntheticSchool[] = [
  school("900001000123", {}),
  school("900001000223", { session: "A.M.", phone: "N.A." }),
  school("900002000123", {
    category: "Kindergartens",
    level: "KINDERGARTEN",
    finance: "PRIVATE",
    nameZh: "虛構幼稚園",
  }),
  school("900003000123", { category: "Aided Secondary Schools", level: "SECONDARY", district: "CENTRAL AND WESTERN" }),
  school("900004000123", { category: "Aided Special Schools", level: "SECONDARY", nameZh: "虛構特殊學校" }),
  school("900005000123", { category: "Aided Special Schools", level: "PRIMARY", finance: "GOVERNMENT" }),
  school("900006000123", {
    category: "Private Primary Schools",
    finance: "PRIVATE",
    district: "SOUTH BAY",
    website: "",
  }),
];

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The list as the bureau writes it: UTF-8 with a byte order mark, CRLF. */
export function listOf(schools: readonly SyntheticSchool[], delimiter = ","): string {
  const rows = schools.map((one) => {
    const place = [
      "114.18746445",
      "114.18746445",
      "22.33101279",
      "22.33101279",
      "837359.0",
      "837359.0",
      "821330.0",
      "821330.0",
    ];
    const cells = [
      ...[one.code, one.category, CATEGORIES[one.category], one.nameEn, one.nameZh, one.address, "虛構路1號"],
      ...[...place, "CO-ED", "男女", one.session, "全日", one.district, DISTRICTS[one.district]],
      ...[one.finance, FINANCE[one.finance], one.level, LEVELS[one.level], one.phone, one.phone, "", ""],
      ...[one.website, one.website, "NOT APPLICABLE", "不適用"],
    ];
    return cells.map(quoted).join(delimiter);
  });
  return `\ufeff${[HEADER.replaceAll(",", delimiter), ...rows, ""].join("\r\n")}`;
}

/** The same list a year later: one school renamed and its telephone gone, one new, one gone. */
export function secondEdition(): SyntheticSchool[] {
  const [first, ...rest] = SCHOOLS;
  if (!first) throw new Error("no school");
  return [
    { ...first, nameEn: "MADE UP MEMORIAL SCHOOL", phone: "N.A.", finance: "GOVERNMENT" },
    ...rest.filter(({ code }) => code !== "900006000123"),
    school("900009000123", { district: "SOUTH BAY" }),
  ];
}
