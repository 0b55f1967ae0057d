create table deposit_disclosure (
  deposit_id uuid not null references deposit (id),
  name text not null,
  part jsonb not null,
  disclosed_by uuid not null references account (id),
  disclosed_at timestamptz not null,
  primary key (deposit_id, name)
);
comment on table deposit_disclosure is '存证之后才披露的清单附件：随机盐和证明与清单中的承诺值相符；只增不改';
grant select, insert on deposit_disclosure to datadeed_app;
