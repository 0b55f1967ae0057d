create table case_tally (
  id bigint generated always as identity primary key,
  status text not null,
  prefecture_code text not null,
  direction text,
  examiner_id uuid,
  green boolean not null,
  cases integer not null
);
comment on table case_tally is '案件计数的增减：某一条件下的件数是各行之和；后台把同类的行合并';
grant select, insert, delete on case_tally to datadeed_app;

create function tally_case() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and row(old.status, old.prefecture_code, old.direction, old.examiner_id, old.green)
    is not distinct from row(new.status, new.prefecture_code, new.direction, new.examiner_id, new.green) then
    return null;
  end if;
  if tg_op <> 'INSERT' then
    insert into case_tally (status, prefecture_code, direction, examiner_id, green, cases)
    values (old.status, old.prefecture_code, old.direction, old.examiner_id, old.green, -1);
  end if;
  if tg_op <> 'DELETE' then
    insert into case_tally (status, prefecture_code, direction, examiner_id, green, cases)
    values (new.status, new.prefecture_code, new.direction, new.examiner_id, new.green, 1);
  end if;
  return null;
end $$;
create trigger filing_case_tally after insert or update or delete on filing_case for each row execute function tally_case();

insert into case_tally (status, prefecture_code, direction, examiner_id, green, cases)
select status, prefecture_code, direction, examiner_id, green, count(*) from filing_case group by 1, 2, 3, 4, 5;

-- Lists of one state, nearest day or newest submission first, however rare the state is.
create index filing_case_status_due on filing_case (status, coalesce(due, date '9999-12-31'), id);
create index filing_case_status_submitted on filing_case (status, coalesce(submitted_at, timestamptz '1970-01-01 00:00:00Z') desc, id);

-- What is overdue is counted from the index alone.
create index filing_case_due_day on filing_case (due) include (status, prefecture_code, direction, examiner_id, green)
  where status not in ('draft', 'awaiting_signature') and due is not null;
