-- An index that begins with the tenant looks as good as the key to a planner without statistics: checking one
-- reference then read the whole register, and an import of a city took minutes.
drop index "School_tenantId_siteKey_idx";
create index "School_siteKey_tenantId_idx" on "School" ("siteKey", "tenantId");
