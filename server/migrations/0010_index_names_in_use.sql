-- A company's other applications of the same name are looked for at every change of a form: by the Chinese characters of
-- the name, which every spelling of it shares; blanks, punctuation and letters are compared by the check itself.
create function ideographs(name text) returns text language sql immutable strict parallel safe
  return regexp_replace(normalize(name, NFKC), '[^一-鿿]', '', 'g');
create index filing_case_name on filing_case (party_id, ideographs(name))
  where name <> '' and status not in ('withdrawn', 'deemed_withdrawn', 'refused');
