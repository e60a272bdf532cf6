/**
 * Charges made together from a file. A batch is written when it is released: from then on what it will charge is fixed
 * by a hash of every row, and only where it stands changes. Which of its rows were charged is said by the charges
 * themselves, each of which names its batch and its row, so that no row can be charged twice.
 */
export const batches0003: readonly string[] = [
  `create table batches (
    number integer primary key,
    id text not null unique,
    account_id text not null references accounts (id),
    desk_id text not null,
    source text not null,
    name text not null check (length(name) between 1 and 100),
    file_name text not null,
    file_hash text not null check (length(file_hash) = 64),
    content_hash text not null check (length(content_hash) = 64),
    plan_hash text not null check (length(plan_hash) = 64),
    charges integer not null check (charges > 0),
    sums text not null check (json_valid(sums)),
    imported_by text not null,
    released_by text not null,
    approved_by text,
    created_at integer not null,
    released_at integer not null,
    starts_at integer not null,
    first_charges integer not null check (first_charges >= 0),
    pace text not null check (json_valid(pace)),
    state text not null,
    reason text,
    details text check (details is null or json_valid(details)),
    looked_at_by text,
    changed_at integer not null,
    ended_at integer,
    revision integer not null default 0,
    -- Rises with every program that takes the batch up; what an earlier one still wants to send is refused.
    life integer not null default 0 check (life >= 0),
    check (approved_by is null or approved_by <> imported_by),
    check ((ended_at is null) = (state not in ('done', 'cancelled', 'stopped')))
  ) strict`,
  `create index batches_newest on batches (account_id, number desc)`,
  `create index batches_open on batches (state) where ended_at is null`,
  `create table batch_moves (
    from_state text not null,
    to_state text not null,
    primary key (from_state, to_state)
  ) strict, without rowid`,
  `insert into batch_moves (from_state, to_state) values
    ('held', 'running'), ('held', 'cancelled'),
    ('running', 'looking'), ('running', 'paused'), ('running', 'done'),
    ('looking', 'running'), ('looking', 'paused'), ('looking', 'stopped'),
    ('paused', 'running'), ('paused', 'stopped'), ('paused', 'done')`,
  `create trigger batch_moves_no_insert before insert on batch_moves
   begin select raise(abort, 'batch_moves_no_insert'); end`,
  `create trigger batch_moves_no_update before update on batch_moves
   begin select raise(abort, 'batch_moves_no_update'); end`,
  `create trigger batch_moves_no_delete before delete on batch_moves
   begin select raise(abort, 'batch_moves_no_delete'); end`,
  `create trigger batches_begin before insert on batches when new.state <> 'held' or new.life <> 0
   begin select raise(abort, 'illegal_start'); end`,
  `create trigger batches_move before update of state on batches
   when old.state <> new.state and not exists
     (select 1 from batch_moves where from_state = old.state and to_state = new.state)
   begin select raise(abort, 'illegal_move'); end`,
  `create trigger batches_life before update of life on batches when new.life < old.life
   begin select raise(abort, 'old_life'); end`,
  `create trigger batches_fixed before update on batches
   when old.number is not new.number or old.id is not new.id or old.account_id is not new.account_id
     or old.desk_id is not new.desk_id or old.source is not new.source or old.name is not new.name
     or old.file_name is not new.file_name or old.file_hash is not new.file_hash
     or old.content_hash is not new.content_hash or old.plan_hash is not new.plan_hash
     or old.charges is not new.charges or old.sums is not new.sums or old.imported_by is not new.imported_by
     or old.released_by is not new.released_by or old.approved_by is not new.approved_by
     or old.created_at is not new.created_at or old.released_at is not new.released_at
     or old.starts_at is not new.starts_at or old.first_charges is not new.first_charges
     or (old.looked_at_by is not null and old.looked_at_by is not new.looked_at_by)
   begin select raise(abort, 'fixed_column'); end`,
  `create trigger batches_no_delete before delete on batches begin select raise(abort, 'batches_no_delete'); end`,

  `alter table charges add column batch_id text references batches (id)`,
  `alter table charges add column batch_row integer check (batch_row is null or batch_row > 0)`,
  // Under which life of the batch the charge was begun.
  `alter table charges add column batch_life integer`,
  // 1 when the merchant reference says what is charged: made of the batch's name and the row's content, so that every
  // desk gives the same row the same reference.
  `alter table charges add column content_reference integer not null default 0 check (content_reference in (0, 1))`,
  // What the row says, whatever the batch is called: by it the same row in another file is found again.
  `alter table charges add column row_hash text`,
  `create unique index charges_by_batch on charges (batch_id, batch_row) where batch_id is not null`,
  `create index charges_by_row_hash on charges (account_id, row_hash) where row_hash is not null`,
  `create table batch_counts (
    batch_id text not null references batches (id),
    state text not null,
    currency text not null,
    charges integer not null check (charges >= 0),
    amount integer not null check (amount >= 0),
    primary key (batch_id, state, currency)
  ) strict, without rowid`,
  `create trigger charges_batch_begin before insert on charges
   when (new.batch_id is null) <> (new.batch_row is null) or (new.batch_id is null) <> (new.batch_life is null)
     or (new.batch_id is not null and not exists
       (select 1 from batches where id = new.batch_id and account_id = new.account_id
         and life = new.batch_life and state = 'running'))
   begin select raise(abort, 'old_life'); end`,
  `create trigger charges_batch_count_begin after insert on charges when new.batch_id is not null
   begin insert into batch_counts values (new.batch_id, new.state, new.currency, 1, new.amount)
     on conflict do update set charges = charges + 1, amount = amount + excluded.amount; end`,
  `create trigger charges_batch_count_move after update of state on charges
   when old.state <> new.state and new.batch_id is not null
   begin
     update batch_counts set charges = charges - 1, amount = amount - old.amount
       where batch_id = old.batch_id and state = old.state and currency = old.currency;
     insert into batch_counts values (new.batch_id, new.state, new.currency, 1, new.amount)
       on conflict do update set charges = charges + 1, amount = amount + excluded.amount;
   end`,
  `drop trigger charges_fixed`,
  `create trigger charges_fixed before update on charges
   when old.number is not new.number or old.id is not new.id or old.account_id is not new.account_id
     or old.card_id is not new.card_id or old.desk_id is not new.desk_id or old.source is not new.source
     or old.provider is not new.provider or old.brand is not new.brand or old.last_four is not new.last_four
     or old.customer_name is not new.customer_name or old.operation is not new.operation
     or old.amount is not new.amount or old.currency is not new.currency
     or old.merchant_reference is not new.merchant_reference or old.lines is not new.lines
     or old.vat_amount is not new.vat_amount or old.email is not new.email or old.phone is not new.phone
     or old.auto_capture is not new.auto_capture or old.operator is not new.operator
     or old.os_user is not new.os_user or old.request_id is not new.request_id
     or old.duplicate_reason is not new.duplicate_reason or old.retry_of is not new.retry_of
     or old.own_reference is not new.own_reference or old.created_at is not new.created_at
     or old.batch_id is not new.batch_id or old.batch_row is not new.batch_row
     or old.batch_life is not new.batch_life or old.content_reference is not new.content_reference
     or old.row_hash is not new.row_hash
   begin select raise(abort, 'fixed_column'); end`
]
