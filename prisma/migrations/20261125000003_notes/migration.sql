-- What the section says to schools with a collection stands in both languages, like its title.
alter table "Campaign" rename column note to "noteZh";
alter table "Campaign" add column "noteEn" varchar(1000) not null default '';

select protect_tenant_tables();
