/** The first tables. Released, and so frozen: what comes after is another migration. */
export const ledger0001: readonly string[] = [
  `create table state (
    key text primary key not null,
    value text not null
  ) strict`,
  `create table accounts (
    id text primary key not null check (id glob '[PT][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
    name text not null,
    client_id text not null,
    secret_home text not null check (secret_home in ('keychain', 'session')),
    settings text not null check (json_valid(settings)),
    created_at integer not null,
    removed_at integer
  ) strict`,
  `create table cards (
    id text primary key not null,
    account_id text not null references accounts (id),
    provider text not null check (provider in ('payex', 'bambora', 'dintero_psp')),
    token_kind text not null check (token_kind in ('payment_token', 'recurrence_token')),
    sealed_token blob,
    token_fingerprint text not null,
    token_id text,
    brand text not null check (brand in ('visa', 'mastercard', 'amex', 'other')),
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
  `create index cards_search on cards (account_id, recent_at desc, haystack, id, removed_at) where removed_at is null`,
  `create table charges (
    id text primary key not null,
    account_id text not null references accounts (id),
    card_id text not null references cards (id),
    provider text not null,
    brand text not null,
    last_four text not null,
    customer_name text not null,
    operation text not null check (operation in ('recurring_purchase', 'unscheduled_purchase')),
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
    state text not null check (state in ('intent', 'sent', 'pending', 'unknown', 'succeeded', 'declined', 'refused', 'not_sent', 'closed')),
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
    clock_skew integer,
    found text check (found is null or json_valid(found)),
    closed_by text,
    closed_reason text,
    link_session_id text,
    link_state text check (link_state in ('open', 'paid', 'declined', 'expired', 'cancelled')),
    link_changed_at integer,
    link_expires_at integer,
    haystack text not null,
    unique (account_id, merchant_reference),
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
  `create index charges_newest on charges (account_id, created_at desc, id desc, state, operation)`,
  `create index charges_search on charges (account_id, created_at desc, id desc, state, operation, haystack)`,
  `create index charges_by_card on charges (card_id, coalesce(sent_at, created_at))`,
  `create index charges_by_amount on charges (account_id, amount, currency, coalesce(sent_at, created_at))`,
  `create index charges_by_link on charges (account_id, link_reference) where link_reference is not null`,
  `create index charges_by_link_state on charges (account_id, link_state, link_changed_at) where link_state is not null`,
  `create unique index charges_by_retry on charges (retry_of) where retry_of is not null`,
  `create index charges_due on charges (next_lookup_at) where next_lookup_at is not null`,
  `create index charges_open on charges (state) where state in ('intent', 'sent', 'pending', 'unknown')`,
  `create table charged_amounts (
    account_id text not null,
    currency text not null,
    quarter integer not null,
    amount integer not null check (amount >= 0),
    primary key (account_id, currency, quarter)
  ) strict, without rowid`,
  `create table charge_identities (
    charge_id text not null references charges (id),
    identity text not null,
    primary key (charge_id, identity)
  ) strict, without rowid`,
  `create table alarms (
    id integer primary key,
    account_id text not null references accounts (id),
    charge_id text not null references charges (id),
    kind text not null,
    subject text not null,
    transactions text not null check (json_valid(transactions)),
    raised_at integer not null,
    read_at integer,
    read_by text,
    check ((read_at is null) = (read_by is null)),
    unique (charge_id, kind, subject)
  ) strict`,
  `create index alarms_unread on alarms (account_id, raised_at) where read_at is null`,
  `create table charge_moves (
    from_state text not null,
    to_state text not null,
    primary key (from_state, to_state)
  ) strict, without rowid`,
  `create table charge_events (
    id integer primary key,
    charge_id text not null references charges (id),
    at integer not null,
    kind text not null,
    state text not null check (state in ('intent', 'sent', 'pending', 'unknown', 'succeeded', 'declined', 'refused', 'not_sent', 'closed')),
    note text not null
  ) strict`,
  `create index charge_events_by_charge on charge_events (charge_id, id)`,
  `create table audit (
    sequence integer primary key not null check (sequence >= 1),
    at integer not null,
    os_user text not null,
    operator text not null,
    account_id text,
    action text not null,
    request_id text not null,
    subject text not null,
    facts text not null check (json_valid(facts)),
    hash text not null check (length(hash) = 64)
  ) strict`,
  `create trigger charges_sum_begin after insert on charges when new.state in ('intent', 'sent', 'pending', 'unknown', 'succeeded')
   begin insert into charged_amounts values (new.account_id, new.currency, (coalesce(new.sent_at, new.created_at) / 900000), new.amount)
  on conflict do update set amount = amount + excluded.amount; end`,
  `create trigger charges_sum_leave after update of state, sent_at on charges
   when old.state in ('intent', 'sent', 'pending', 'unknown', 'succeeded') and (not new.state in ('intent', 'sent', 'pending', 'unknown', 'succeeded') or (coalesce(old.sent_at, old.created_at) / 900000) <> (coalesce(new.sent_at, new.created_at) / 900000))
   begin update charged_amounts set amount = amount - old.amount
     where account_id = old.account_id and currency = old.currency and quarter = (coalesce(old.sent_at, old.created_at) / 900000); end`,
  `create trigger charges_sum_enter after update of state, sent_at on charges
   when new.state in ('intent', 'sent', 'pending', 'unknown', 'succeeded') and (not old.state in ('intent', 'sent', 'pending', 'unknown', 'succeeded') or (coalesce(old.sent_at, old.created_at) / 900000) <> (coalesce(new.sent_at, new.created_at) / 900000))
   begin insert into charged_amounts values (new.account_id, new.currency, (coalesce(new.sent_at, new.created_at) / 900000), new.amount)
  on conflict do update set amount = amount + excluded.amount; end`,
  `create trigger charges_doubt after update of state on charges when new.state = 'unknown' and new.doubtful = 0
   begin update charges set doubtful = 1 where id = new.id; end`,
  `create trigger charges_doubt_stays before update of doubtful on charges when old.doubtful = 1 and new.doubtful = 0
   begin select raise(abort, 'doubt_stays'); end`,
  `insert into charge_moves (from_state, to_state) values ('intent', 'sent'), ('intent', 'not_sent'), ('sent', 'succeeded'), ('sent', 'declined'), ('sent', 'pending'), ('sent', 'unknown'), ('sent', 'refused'), ('sent', 'not_sent'), ('pending', 'succeeded'), ('pending', 'declined'), ('pending', 'unknown'), ('unknown', 'succeeded'), ('unknown', 'declined'), ('unknown', 'pending'), ('unknown', 'sent'), ('unknown', 'closed'), ('not_sent', 'sent'), ('not_sent', 'succeeded'), ('not_sent', 'declined'), ('not_sent', 'pending'), ('closed', 'succeeded'), ('closed', 'declined'), ('closed', 'pending')`,
  `create trigger charge_moves_no_insert before insert on charge_moves begin select raise(abort, 'charge_moves_no_insert'); end`,
  `create trigger charge_moves_no_update before update on charge_moves begin select raise(abort, 'charge_moves_no_update'); end`,
  `create trigger charge_moves_no_delete before delete on charge_moves begin select raise(abort, 'charge_moves_no_delete'); end`,
  `create trigger charge_events_no_update before update on charge_events begin select raise(abort, 'charge_events_no_update'); end`,
  `create trigger charge_events_no_delete before delete on charge_events begin select raise(abort, 'charge_events_no_delete'); end`,
  `create trigger audit_no_update before update on audit begin select raise(abort, 'audit_no_update'); end`,
  `create trigger audit_no_delete before delete on audit begin select raise(abort, 'audit_no_delete'); end`,
  `create trigger charges_no_delete before delete on charges begin select raise(abort, 'charges_no_delete'); end`,
  `create trigger alarms_no_delete before delete on alarms begin select raise(abort, 'alarms_no_delete'); end`,
  `create trigger charge_identities_no_update before update on charge_identities begin select raise(abort, 'charge_identities_no_update'); end`,
  `create trigger charge_identities_no_delete before delete on charge_identities begin select raise(abort, 'charge_identities_no_delete'); end`,
  `create trigger alarms_read before update on alarms
   when old.read_at is not null or old.charge_id is not new.charge_id or old.account_id is not new.account_id or old.kind is not new.kind or old.subject is not new.subject or old.transactions is not new.transactions or old.raised_at is not new.raised_at
   begin select raise(abort, 'alarm_fixed'); end`,
  `create trigger charges_begin before insert on charges when new.state <> 'intent'
   begin select raise(abort, 'illegal_start'); end`,
  `create trigger charges_reference before insert on charges
   when exists (select 1 from charges where account_id = new.account_id and link_reference = new.merchant_reference)
   begin select raise(abort, 'reference_used'); end`,
  `create trigger charges_link before update of link_reference on charges
   when exists (select 1 from charges where account_id = new.account_id and id <> new.id
     and (merchant_reference = new.link_reference or link_reference = new.link_reference))
   begin select raise(abort, 'reference_used'); end`,
  `create trigger charges_move before update of state on charges
   when old.state <> new.state and not exists
     (select 1 from charge_moves where from_state = old.state and to_state = new.state)
   begin select raise(abort, 'illegal_move'); end`,
  `create trigger charges_fixed before update on charges when old.id is not new.id or old.account_id is not new.account_id or old.card_id is not new.card_id or old.provider is not new.provider or old.brand is not new.brand or old.last_four is not new.last_four or old.customer_name is not new.customer_name or old.operation is not new.operation or old.amount is not new.amount or old.currency is not new.currency or old.merchant_reference is not new.merchant_reference or old.lines is not new.lines or old.vat_amount is not new.vat_amount or old.email is not new.email or old.phone is not new.phone or old.auto_capture is not new.auto_capture or old.operator is not new.operator or old.os_user is not new.os_user or old.request_id is not new.request_id or old.duplicate_reason is not new.duplicate_reason or old.retry_of is not new.retry_of or old.own_reference is not new.own_reference or old.created_at is not new.created_at
   begin select raise(abort, 'fixed_column'); end`,
  `create trigger charges_decided before update on charges
   when old.state in ('succeeded', 'declined', 'refused') and (old.transaction_id is not new.transaction_id or old.decline is not new.decline or old.decline_reason is not new.decline_reason or old.sent_at is not new.sent_at or old.sends is not new.sends)
   begin select raise(abort, 'decided_column'); end`,
  `create trigger audit_head after insert on audit
   begin insert into state (key, value)
     values ('audit_head', json_object('sequence', new.sequence, 'hash', new.hash))
     on conflict (key) do update set value = excluded.value; end`,
  `create trigger audit_next before insert on audit
   when new.sequence <> (select coalesce(max(sequence), 0) + 1 from audit)
   begin select raise(abort, 'audit_sequence'); end`
]
