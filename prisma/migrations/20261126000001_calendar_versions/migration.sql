alter table "CalendarYear" add column "version" integer not null default 1;

select protect_tenant_tables();
