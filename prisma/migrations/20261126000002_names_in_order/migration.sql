-- Lists of schools in the order of their names, in either language: a page is read from its place, nothing is sorted.
create index "SchoolFact_zh_order" on "SchoolFact"
  ("tenantId", (coalesce(nullif("nameZh", ''), "nameEn") collate "zh-x-icu"), "schoolId") where "supersededAt" is null;
create index "SchoolFact_en_order" on "SchoolFact"
  ("tenantId", (lower(coalesce(nullif("nameEn", ''), "nameZh")) collate "en-x-icu"), "schoolId") where "supersededAt" is null;
