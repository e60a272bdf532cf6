/**
 * Room for what comes: words of providers, states and kinds that grow without a table being rebuilt; every merchant
 * reference ever used in one table; what belongs to this desk apart from what desks could share; which desk made a
 * charge and for whom; counts that are kept, so that a list of a million knows its length.
 *
 * Run with foreign keys off, as tables that others point at are rebuilt (https://www.sqlite.org/lang_altertable.html, 7).
 */
export const room0002: readonly string[] = [
  `create table desk_state (
    key text primary key not null,
    value text not null
  ) strict`,
  `create table desk_accounts (
    account_id text primary key not null references accounts (id),
    secret_home text not null
  ) strict`,
  `insert into desk_state select key, value from state where key in ('active_account', 'checked_at')`,
  `insert into desk_state values ('desk_id', lower(hex(randomblob(16))))`,
  `insert into desk_accounts select id, secret_home from accounts`,
  `delete from state where key in ('active_account', 'checked_at')`,
  `insert into state values ('ledger_id', lower(hex(randomblob(16))))`,

  `create table accounts_new (
    id text primary key not null check (id glob '[PT][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
    name text not null,
    client_id text not null,
    settings text not null check (json_valid(settings)),
    created_at integer not null,
    removed_at integer
  ) strict`,
  `insert into accounts_new select id, name, client_id, settings, created_at, removed_at from accounts`,
  `drop table accounts`,
  `alter table accounts_new rename to accounts`,

  `create table cards_new (
    id text primary key not null,
    account_id text not null references accounts (id),
    provider text not null,
    token_kind text not null,
    sealed_token blob,
    token_fingerprint text not null,
    token_id text,
    brand text not null,
    last_four text not null check (last_four = '' or last_four glob '[0-9][0-9][0-9][0-9]'),
    expiry text,
    masked_pan text,
    customer_name text not null,
    customer_number text not null,
    email text not null,
    phone text not null,
    reference text not null,
    haystack text not null,
    blocked_until integer,
    added_at integer not null,
    last_charged_at integer,
    recent_at integer not null,
    removed_at integer,
    unique (account_id, token_fingerprint),
    check ((removed_at is null) = (sealed_token is not null))
  ) strict`,
  `insert into cards_new select * from cards`,
  `drop table cards`,
  `alter table cards_new rename to cards`,
  // Covers search from end to end: no row is touched until it is known to be shown. `removed_at` is here only because
  // SQLite would otherwise read each row to see what the index's own condition says already.
  `create index cards_search on cards (account_id, recent_at desc, haystack, id, removed_at) where removed_at is null`,

  `create table merchant_references (
    account_id text not null references accounts (id),
    reference text not null check (length(reference) between 1 and 100),
    used_by text not null,
    charge_id text not null references charges (id),
    primary key (account_id, reference)
  ) strict, without rowid`,
  `insert into merchant_references select account_id, merchant_reference, 'charge', id from charges`,
  `insert into merchant_references select account_id, link_reference, 'link', id from charges
    where link_reference is not null`,

  `create table charge_events_new (
    id integer primary key,
    charge_id text not null references charges (id),
    at integer not null,
    kind text not null,
    state text not null,
    note text not null
  ) strict`,
  // Settlement is the word for what a merchant is paid out; what Dintero decides about a charge is a decision.
  `insert into charge_events_new
    select id, charge_id, at, case kind when 'settled' then 'decided' else kind end, state, note from charge_events`,
  `drop table charge_events`,
  `alter table charge_events_new rename to charge_events`,
  `create index charge_events_by_charge on charge_events (charge_id, id)`,

  `create table charges_new (
    number integer primary key,
    id text not null unique,
    account_id text not null references accounts (id),
    card_id text not null references cards (id),
    desk_id text not null,
    source text not null,
    provider text not null,
    brand text not null,
    last_four text not null,
    customer_name text not null,
    operation text not null,
    amount integer not null check (amount between 1 and 2147483647),
    currency text not null check (currency glob '[A-Z][A-Z][A-Z]'),
    merchant_reference text not null check (length(merchant_reference) between 1 and 100),
    lines text not null check (json_valid(lines)),
    vat_amount integer not null check (vat_amount between 0 and 2147483647),
    email text not null,
    phone text not null,
    auto_capture integer not null check (auto_capture in (0, 1)),
    operator text not null,
    os_user text not null,
    request_id text not null,
    duplicate_reason text,
    retry_of text references charges (id),
    own_reference integer not null check (own_reference in (0, 1)),
    created_at integer not null,
    revision integer not null default 0,
    state text not null,
    changed_at integer not null,
    sent_at integer,
    session_id text,
    transaction_id text,
    transaction_status text,
    decline text check (decline is null or json_valid(decline)),
    decline_reason text,
    problem text,
    link_reference text,
    link_url text,
    next_lookup_at integer,
    lookups integer not null default 0 check (lookups >= 0),
    empty_lookups integer not null default 0 check (empty_lookups >= 0),
    first_empty_at integer,
    resend_not_before integer,
    doubtful integer not null default 0 check (doubtful in (0, 1)),
    sends integer not null default 0 check (sends >= 0),
    earlier_sends text check (earlier_sends is null or json_valid(earlier_sends)),
    clock_skew integer,
    found text check (found is null or json_valid(found)),
    closed_by text,
    closed_reason text,
    link_session_id text,
    link_state text,
    link_changed_at integer,
    link_expires_at integer,
    haystack text not null,
    check ((state = 'closed') <= (closed_by is not null and closed_reason is not null)),
    check (state in ('intent', 'not_sent') or sends > 0),
    check ((link_state is null) = (link_url is null)),
    check (state <> 'succeeded' or (transaction_id is not null and transaction_status is not null)),
    check ((state = 'declined') = (decline is not null)),
    check ((decline is null) = (decline_reason is null)),
    check (state in ('intent', 'not_sent') or sent_at is not null),
    -- Once nobody knew what became of a request, only Dintero's decision ends it: a later request that did not
    -- arrive, or was refused, says nothing about the earlier one.
    check (doubtful = 0 or state not in ('intent', 'not_sent', 'refused'))
  ) strict`,
  `insert into charges_new (id, account_id, card_id, desk_id, source, provider, brand, last_four, customer_name, operation,
    amount, currency, merchant_reference, lines, vat_amount, email, phone, auto_capture, operator, os_user, request_id,
    duplicate_reason, retry_of, own_reference, created_at, state, changed_at, sent_at, session_id, transaction_id,
    transaction_status, decline, decline_reason, problem, link_reference, link_url, next_lookup_at, lookups,
    empty_lookups, first_empty_at, resend_not_before, doubtful, sends, clock_skew, found, closed_by, closed_reason,
    link_session_id, link_state, link_changed_at, link_expires_at, haystack)
   select id, account_id, card_id, (select value from desk_state where key = 'desk_id'), 'person', provider, brand,
    last_four, customer_name, operation, amount, currency, merchant_reference, lines, vat_amount, email, phone,
    auto_capture, operator, os_user, request_id, duplicate_reason, retry_of, own_reference, created_at, state, changed_at,
    sent_at, session_id, transaction_id, transaction_status, decline, decline_reason, problem, link_reference, link_url,
    next_lookup_at, lookups, empty_lookups, first_empty_at, resend_not_before, doubtful, sends, clock_skew, found,
    closed_by, closed_reason, link_session_id, link_state, link_changed_at, link_expires_at, haystack
   from charges order by created_at, id`,
  `drop table charges`,
  `alter table charges_new rename to charges`,
  `create index charges_newest on charges (account_id, created_at desc, number desc, state, operation)`,
  `create index charges_by_card on charges (card_id, coalesce(sent_at, created_at))`,
  `create index charges_by_amount on charges (account_id, amount, currency, coalesce(sent_at, created_at))`,
  `create index charges_by_link_state on charges (account_id, link_state, link_changed_at) where link_state is not null`,
  `create unique index charges_by_retry on charges (retry_of) where retry_of is not null`,
  `create index charges_due on charges (next_lookup_at) where next_lookup_at is not null`,
  `create index charges_open on charges (state) where state in ('intent', 'sent', 'pending', 'unknown')`,

  // How many charges of each kind a day of UTC has: the length of a list without reading it.
  `create table charge_counts (
    account_id text not null,
    day integer not null,
    state text not null,
    operation text not null,
    charges integer not null check (charges >= 0),
    primary key (account_id, day, state, operation)
  ) strict, without rowid`,
  `insert into charge_counts select account_id, created_at / 86400000, state, operation, count(*) from charges
    group by 1, 2, 3, 4`,
  `create table audit_counts (
    day integer not null,
    action text not null,
    entries integer not null check (entries >= 0),
    primary key (day, action)
  ) strict, without rowid`,
  `insert into audit_counts select at / 86400000, action, count(*) from audit group by 1, 2`,
  `create index audit_by_time on audit (at desc, sequence desc, action)`,
  `create index audit_by_subject on audit (subject, sequence)`,
  `create index audit_by_person on audit (operator, os_user, sequence)`,
  // All but what every charge leaves: few, so that they can be searched word by word.
  `create index audit_rare on audit (sequence)
    where action not in ('charge_submitted', 'charge_answered', 'charge_asked', 'charge_decided', 'charge_settled')`,

  `create trigger charges_sum_begin after insert on charges
   when new.state in ('intent', 'sent', 'pending', 'unknown', 'succeeded')
   begin insert into charged_amounts
     values (new.account_id, new.currency, (coalesce(new.sent_at, new.created_at) / 900000), new.amount)
     on conflict do update set amount = amount + excluded.amount; end`,
  `create trigger charges_sum_leave after update of state, sent_at on charges
   when old.state in ('intent', 'sent', 'pending', 'unknown', 'succeeded')
     and (not new.state in ('intent', 'sent', 'pending', 'unknown', 'succeeded')
       or (coalesce(old.sent_at, old.created_at) / 900000) <> (coalesce(new.sent_at, new.created_at) / 900000))
   begin update charged_amounts set amount = amount - old.amount
     where account_id = old.account_id and currency = old.currency
       and quarter = (coalesce(old.sent_at, old.created_at) / 900000); end`,
  `create trigger charges_sum_enter after update of state, sent_at on charges
   when new.state in ('intent', 'sent', 'pending', 'unknown', 'succeeded')
     and (not old.state in ('intent', 'sent', 'pending', 'unknown', 'succeeded')
       or (coalesce(old.sent_at, old.created_at) / 900000) <> (coalesce(new.sent_at, new.created_at) / 900000))
   begin insert into charged_amounts
     values (new.account_id, new.currency, (coalesce(new.sent_at, new.created_at) / 900000), new.amount)
     on conflict do update set amount = amount + excluded.amount; end`,
  `create trigger charges_count_begin after insert on charges
   begin insert into charge_counts values (new.account_id, new.created_at / 86400000, new.state, new.operation, 1)
     on conflict do update set charges = charges + 1; end`,
  `create trigger charges_count_move after update of state on charges when old.state <> new.state
   begin
     update charge_counts set charges = charges - 1 where account_id = old.account_id
       and day = old.created_at / 86400000 and state = old.state and operation = old.operation;
     insert into charge_counts values (new.account_id, new.created_at / 86400000, new.state, new.operation, 1)
       on conflict do update set charges = charges + 1;
   end`,
  `create trigger charges_doubt after update of state on charges when new.state = 'unknown' and new.doubtful = 0
   begin update charges set doubtful = 1 where number = new.number; end`,
  `create trigger charges_doubt_stays before update of doubtful on charges when old.doubtful = 1 and new.doubtful = 0
   begin select raise(abort, 'doubt_stays'); end`,
  `create trigger charge_events_no_update before update on charge_events
   begin select raise(abort, 'charge_events_no_update'); end`,
  `create trigger charge_events_no_delete before delete on charge_events
   begin select raise(abort, 'charge_events_no_delete'); end`,
  `create trigger charges_no_delete before delete on charges begin select raise(abort, 'charges_no_delete'); end`,
  `create trigger charges_begin before insert on charges when new.state <> 'intent'
   begin select raise(abort, 'illegal_start'); end`,
  `create trigger charges_reference after insert on charges
   begin insert into merchant_references values (new.account_id, new.merchant_reference, 'charge', new.id); end`,
  `create trigger charges_link before update of link_reference on charges
   when old.link_reference is not new.link_reference
   begin
     select raise(abort, 'link_reference_fixed') where old.link_reference is not null;
     insert into merchant_references values (new.account_id, new.link_reference, 'link', new.id);
   end`,
  `create trigger merchant_references_no_update before update on merchant_references
   begin select raise(abort, 'merchant_references_no_update'); end`,
  `create trigger merchant_references_no_delete before delete on merchant_references
   begin select raise(abort, 'merchant_references_no_delete'); end`,
  `create trigger charges_move before update of state on charges
   when old.state <> new.state and not exists
     (select 1 from charge_moves where from_state = old.state and to_state = new.state)
   begin select raise(abort, 'illegal_move'); end`,
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
   begin select raise(abort, 'fixed_column'); end`,
  `create trigger charges_decided before update on charges
   when old.state in ('succeeded', 'declined', 'refused')
     and (old.transaction_id is not new.transaction_id or old.decline is not new.decline
       or old.decline_reason is not new.decline_reason or old.sent_at is not new.sent_at
       or old.sends is not new.sends)
   begin select raise(abort, 'decided_column'); end`,
  `create trigger audit_count after insert on audit
   begin insert into audit_counts values (new.at / 86400000, new.action, 1)
     on conflict do update set entries = entries + 1; end`
]
