-- For the public pages of the log: the newest entries of a type, and the newest cosignature of a witness. Deposits are found
-- by their own table and SM3 checkpoints by their subject, so what is written often is not in the first of these.
create index evidence_leaf_seldom on evidence_leaf (type, id desc) where type not in ('deposit', 'sm3_checkpoint');
create index log_cosignature_witness on log_cosignature (witness, size desc);
