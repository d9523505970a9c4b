-- Who is asking, for one transaction. Policies and column defaults read it; `open_*` (in the third migration) set it.
-- A setting once made in a session reads '' and not NULL after its transaction, hence nullif.

revoke create on schema public from public;
alter default privileges revoke execute on functions from public;

create function tenant_id() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.tenant', true), '')::uuid;

create function person_id() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.person', true), '')::uuid;

create function request_id() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.request', true), '')::uuid;

-- Today in the tenant's time zone.
create function tenant_today() returns date language sql stable parallel safe
  return nullif(current_setting('app.today', true), '')::date;

-- The district or the school a membership reaches; null where it reaches neither.
create function reach_district() returns uuid language sql stable parallel safe
  return case current_setting('app.reach', true) when 'district' then nullif(current_setting('app.place', true), '')::uuid end;

-- What the membership is, where a session has opened the transaction; null for jobs, the operator and the public.
create function member_role() returns text language sql stable parallel safe
  return nullif(current_setting('app.role', true), '');

-- Handed in at the door before anybody is signed in: an e-mail address, a person already recognised, a token's digest.
create function door_email() returns text language sql stable parallel safe
  return nullif(current_setting('app.door_email', true), '');

create function door_person() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.door_person', true), '')::uuid;

create function door_token() returns bytea language sql stable parallel safe
  return decode(nullif(current_setting('app.door_token', true), ''), 'hex');
