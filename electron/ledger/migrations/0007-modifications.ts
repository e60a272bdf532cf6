/**
 * What becomes of a payment after it was authorised: captures, voids and refunds, each with a life of its own. At most
 * one of a transaction is under way in a ledger at any time, whoever began it. An alarm can be about any of them.
 *
 * Run with foreign keys off, as 0006.
 */
export const modifications0007: readonly string[] = [
  `create table modifications (
    number integer primary key,
    id text not null unique,
    account_id text not null references accounts (id),
    desk_id text not null,
    source text not null,
    kind text not null,
    -- Dintero's transaction; of a charge, of a link, or made elsewhere.
    transaction_id text not null,
    charge_id text references charges (id),
    link_id text references links (id),
    -- Null for a void, which releases all that is left.
    amount integer check (amount between 1 and 2147483647),
    currency text not null check (currency glob '[A-Z][A-Z][A-Z]'),
    merchant_reference text not null,
    customer_name text not null,
    reason text not null,
    -- Why it is done again, where the same was done a short while before.
    repeat_reason text,
    -- By what Dintero's event of it is known again: capture_reference, refund_reference.
    reference text not null unique,
    -- What the transaction said before, JSON: stored/money-seen.ts.
    seen text not null check (json_valid(seen)),
    operator text not null,
    os_user text not null,
    request_id text not null,
    created_at integer not null,
    revision integer not null default 0,
    state text not null,
    changed_at integer not null,
    -- Dintero's name for one that it took in and had not done yet (HTTP 202).
    event_request_id text,
    -- Dintero's event of it, once it is there.
    event_id text,
    transaction_status text,
    -- Why it was tried and not done.
    decline_reason text,
    problem text,
    doubtful integer not null default 0 check (doubtful in (0, 1)),
    clock_skew integer,
    next_lookup_at integer,
    lookups integer not null default 0 check (lookups >= 0),
    empty_lookups integer not null default 0 check (empty_lookups >= 0),
    first_empty_at integer,
    closed_by text,
    closed_reason text,
    check ((kind = 'void') = (amount is null)),
    check (kind <> 'refund' or reason <> ''),
    check (decline_reason is null or state = 'failed'),
    check ((state = 'closed') <= (closed_by is not null and closed_reason is not null)),
    -- As of a charge: a later word that did not arrive says nothing about what nobody knew the end of.
    check (doubtful = 0 or state not in ('refused', 'not_sent'))
  ) strict`,
  `create unique index modifications_alone on modifications (account_id, transaction_id)
    where state in ('sent', 'pending', 'unknown')`,
  `create index modifications_by_transaction on modifications (account_id, transaction_id, number)`,
  `create index modifications_newest on modifications (account_id, created_at desc, number desc, state, kind)`,
  `create index modifications_open on modifications (state) where state in ('sent', 'pending', 'unknown')`,
  `create index modifications_by_charge on modifications (charge_id, number) where charge_id is not null`,
  `create index modifications_due on modifications (next_lookup_at) where next_lookup_at is not null`,
  `create table modification_moves (
    from_state text not null,
    to_state text not null,
    primary key (from_state, to_state)
  ) strict, without rowid`,
  `insert into modification_moves (from_state, to_state) values
    ('sent', 'succeeded'), ('sent', 'failed'), ('sent', 'refused'), ('sent', 'not_sent'), ('sent', 'pending'),
    ('sent', 'unknown'),
    ('pending', 'succeeded'), ('pending', 'failed'), ('pending', 'unknown'),
    ('unknown', 'succeeded'), ('unknown', 'failed'), ('unknown', 'pending'), ('unknown', 'closed'),
    ('not_sent', 'succeeded'), ('refused', 'succeeded'), ('failed', 'succeeded'), ('closed', 'succeeded'),
    ('succeeded', 'failed')`,
  `create trigger modification_moves_no_insert before insert on modification_moves
   begin select raise(abort, 'modification_moves_no_insert'); end`,
  `create trigger modification_moves_no_update before update on modification_moves
   begin select raise(abort, 'modification_moves_no_update'); end`,
  `create trigger modification_moves_no_delete before delete on modification_moves
   begin select raise(abort, 'modification_moves_no_delete'); end`,
  `create table modification_events (
    id integer primary key,
    modification_id text not null references modifications (id),
    at integer not null,
    kind text not null,
    state text not null,
    note text not null
  ) strict`,
  `create index modification_events_by_modification on modification_events (modification_id, id)`,
  `create trigger modification_events_no_update before update on modification_events
   begin select raise(abort, 'modification_events_no_update'); end`,
  `create trigger modification_events_no_delete before delete on modification_events
   begin select raise(abort, 'modification_events_no_delete'); end`,
  `create trigger modifications_no_delete before delete on modifications
   begin select raise(abort, 'modifications_no_delete'); end`,
  `create trigger modifications_begin before insert on modifications when new.state <> 'sent'
   begin select raise(abort, 'illegal_start'); end`,
  `create trigger modifications_move before update of state on modifications
   when old.state <> new.state and not exists
     (select 1 from modification_moves where from_state = old.state and to_state = new.state)
   begin select raise(abort, 'illegal_move'); end`,
  `create trigger modifications_doubt after update of state on modifications
   when new.state = 'unknown' and new.doubtful = 0
   begin update modifications set doubtful = 1 where number = new.number; end`,
  `create trigger modifications_doubt_stays before update of doubtful on modifications
   when old.doubtful = 1 and new.doubtful = 0
   begin select raise(abort, 'doubt_stays'); end`,
  `create trigger modifications_fixed before update on modifications
   when old.number is not new.number or old.id is not new.id or old.account_id is not new.account_id
     or old.desk_id is not new.desk_id or old.source is not new.source or old.kind is not new.kind
     or old.transaction_id is not new.transaction_id or old.charge_id is not new.charge_id
     or old.link_id is not new.link_id or old.amount is not new.amount or old.currency is not new.currency
     or old.merchant_reference is not new.merchant_reference or old.customer_name is not new.customer_name
     or old.reason is not new.reason
     or old.repeat_reason is not new.repeat_reason or old.reference is not new.reference or old.seen is not new.seen
     or old.operator is not new.operator or old.os_user is not new.os_user or old.request_id is not new.request_id
     or old.created_at is not new.created_at
     or (old.event_id is not null and old.event_id is not new.event_id)
   begin select raise(abort, 'fixed_column'); end`,

  `create table alarms_new (
    id integer primary key,
    account_id text not null references accounts (id),
    charge_id text references charges (id),
    link_id text references links (id),
    modification_id text references modifications (id),
    kind text not null,
    subject text not null,
    transactions text not null check (json_valid(transactions)),
    raised_at integer not null,
    read_at integer,
    read_by text,
    check ((read_at is null) = (read_by is null)),
    check ((charge_id is not null) + (link_id is not null) + (modification_id is not null) = 1)
  ) strict`,
  `insert into alarms_new select id, account_id, charge_id, null, null, kind, subject, transactions, raised_at, read_at,
    read_by from alarms`,
  `drop table alarms`,
  `alter table alarms_new rename to alarms`,
  `create unique index alarms_once on alarms (coalesce(charge_id, link_id, modification_id), kind, subject)`,
  `create index alarms_unread on alarms (account_id, raised_at) where read_at is null`,
  `create trigger alarms_no_delete before delete on alarms begin select raise(abort, 'alarms_no_delete'); end`,
  `create trigger alarms_read before update on alarms
   when old.read_at is not null or old.charge_id is not new.charge_id or old.link_id is not new.link_id
     or old.modification_id is not new.modification_id or old.account_id is not new.account_id
     or old.kind is not new.kind or old.subject is not new.subject or old.transactions is not new.transactions
     or old.raised_at is not new.raised_at
   begin select raise(abort, 'alarm_fixed'); end`
]
