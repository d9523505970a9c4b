-- The longest address of the Hong Kong list has 333 characters.
alter table "School" alter column "addressEn" type varchar(500), alter column "addressZh" type varchar(500);
alter table "Campus" alter column "addressEn" type varchar(500), alter column "addressZh" type varchar(500);
