-- Two roles. The owner of the database migrates; the programs step down to datadeed_app on connecting, so that what a
-- table does not grant cannot be done by any route, bug or injected statement that stays within its role.
do $$
begin
  if not exists (select from pg_roles where rolname = 'datadeed_app') then
    begin
      create role datadeed_app nologin;
    exception
      -- Roles belong to the whole server: another database of it may be making this one at this very moment.
      when duplicate_object or unique_violation then null;
    end;
  end if;
  begin
    set local role datadeed_app;
    reset role;
  exception
    -- The maker of a role may grant it, but (since PostgreSQL 16) not yet step down to it.
    when insufficient_privilege then
      execute format('grant datadeed_app to %I', current_user);
  end;
exception
  when insufficient_privilege then
    raise exception '数据库用户 % 无权创建或授予角色，请由管理员执行一次：create role datadeed_app nologin; grant datadeed_app to %;',
      current_user, current_user;
end
$$;

revoke all on schema public from public;
grant usage on schema public to datadeed_app;

-- The default is append-only. A table whose rows may change says so itself: grant update, delete on … to datadeed_app.
alter default privileges in schema public grant select, insert on tables to datadeed_app;
alter default privileges in schema public grant usage, select on sequences to datadeed_app;

-- The job tables are closed to the application role; all it may do there is to add a job, inside its own transaction.
-- A job with a key replaces the waiting one of the same key.
create function enqueue_job(task text, payload json, run_at timestamptz, job_key text, max_attempts integer)
  returns bigint
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  return (graphile_worker.add_job(
    identifier => task, payload => payload, run_at => run_at, job_key => job_key, max_attempts => max_attempts)).id;
end
$$;
revoke all on function enqueue_job(text, json, timestamptz, text, integer) from public;
grant execute on function enqueue_job(text, json, timestamptz, text, integer) to datadeed_app;
