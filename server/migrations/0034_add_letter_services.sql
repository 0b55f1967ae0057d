-- That a letter to a beneficiary without an account was served: stated once, in the history of its affair.
create table register_letter_service (
  letter_id uuid primary key references register_letter (id),
  affair_id uuid not null,
  event_seq integer not null,
  way text not null,
  reference text not null,
  served_on date not null,
  foreign key (affair_id, event_seq) references register_affair_event (affair_id, seq)
);
comment on table register_letter_service is '告知书的送交：方式、凭据和日期，每份登记一次，只增不改；经办人和登记时间见所引的办理过程';
comment on column register_letter_service.way is '送交方式，取自规则包 afterRegistration.serviceWays';
comment on column register_letter_service.reference is '规则所要求注明的凭据：签收人、邮件单号等';
grant select, insert on register_letter_service to datadeed_app;

-- Who stood for whom where later deposits, sources and numbers are kept on a delegation.
alter table register_revision add column delegation_id uuid references delegation (id);
alter table register_number add column delegation_id uuid references delegation (id);
alter table lineage_event add column delegation_id uuid references delegation (id);

-- The auditor's list.
create index register_affair_event_at on register_affair_event (at desc, affair_id desc, seq desc);
