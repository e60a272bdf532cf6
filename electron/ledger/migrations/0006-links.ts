/**
 * Payment links stand by themselves: each has a life of its own, names the customer and the card it is for, and counts
 * among what a charge may repeat while it can be paid. A link in place of a declined charge names that charge. Charges
 * are rebuilt without the link they had room for, and with what becomes of their money: what was captured, what was
 * given back, when the card may be tried again. Their counts know hours, currencies and reasons.
 *
 * Run with foreign keys off, as tables that others point at are rebuilt (https://www.sqlite.org/lang_altertable.html, 7).
 */
export const links0006: readonly string[] = [
  `create table links (
    number integer primary key,
    id text not null unique,
    account_id text not null references accounts (id),
    desk_id text not null,
    source text not null,
    -- 'payment', or 'enrolment' of a card that is only stored.
    kind text not null,
    -- Null for an enrolment until its card is stored.
    card_id text references cards (id),
    -- The declined charge that it is in place of.
    charge_id text references charges (id),
    provider text not null,
    brand text not null,
    last_four text not null,
    customer_name text not null,
    customer_number text not null,
    amount integer check (amount between 1 and 2147483647),
    currency text not null check (currency glob '[A-Z][A-Z][A-Z]'),
    merchant_reference text not null check (length(merchant_reference) between 1 and 100),
    lines text not null check (json_valid(lines)),
    vat_amount integer not null check (vat_amount between 0 and 2147483647),
    email text not null,
    phone text not null,
    -- 'now' and 'later' were asked for; 'profile' leaves it to the payment profile.
    capture text not null,
    -- 1 when the stored card is filled in; 0 when the customer is to take another.
    filled integer not null check (filled in (0, 1)),
    -- 1 when Dintero was asked to send it by SMS.
    sms integer not null check (sms in (0, 1)),
    operator text not null,
    os_user text not null,
    request_id text not null,
    duplicate_reason text,
    created_at integer not null,
    revision integer not null default 0,
    state text not null,
    changed_at integer not null,
    session_id text,
    url text,
    -- Until when it can be paid, as it was asked for or as Dintero says; null where neither did.
    expires_at integer,
    sms_status text,
    -- When it was first given to somebody, and how.
    given_at integer,
    given_how text,
    opened_at integer,
    transaction_id text,
    transaction_status text,
    decline text check (decline is null or json_valid(decline)),
    decline_reason text,
    captured integer check (captured is null or captured >= 0),
    refunded integer check (refunded is null or refunded >= 0),
    problem text,
    -- Dintero's clock minus this desk's when it was asked for, ms; null while it had not been seen.
    clock_skew integer,
    next_lookup_at integer,
    lookups integer not null default 0 check (lookups >= 0),
    haystack text not null,
    check ((kind = 'payment') <= (card_id is not null and amount is not null)),
    check (state <> 'paid' or kind <> 'payment' or (transaction_id is not null and transaction_status is not null)),
    check ((decline is null) = (decline_reason is null)),
    check ((given_at is null) = (given_how is null)),
    check (url is null or session_id is not null)
  ) strict`,
  // What was reserved and never answered is lost. A paid one is asked about once more: its transaction was not kept.
  `insert into links (id, account_id, desk_id, source, kind, card_id, charge_id, provider, brand, last_four, customer_name,
    customer_number, amount, currency, merchant_reference, lines, vat_amount, email, phone, capture, filled, sms, operator, os_user,
    request_id, created_at, state, changed_at, session_id, url, expires_at, next_lookup_at, haystack)
   select lower(hex(randomblob(16))), charges.account_id, desk_id, source, 'payment', card_id, charges.id, charges.provider,
    charges.brand, charges.last_four, charges.customer_name, cards.customer_number, amount, currency, link_reference, lines,
    vat_amount, charges.email, charges.phone, 'profile', 1, 0, operator, os_user, request_id,
    coalesce(link_changed_at, changed_at), 'asking', coalesce(link_changed_at, changed_at), link_session_id, link_url,
    link_expires_at, case when link_state in ('open', 'paid') or link_state is null then 0 end,
    lower(link_reference) || char(10) || charges.haystack
   from charges join cards on cards.id = charges.card_id where link_reference is not null order by charges.number`,
  `update links set state = coalesce(
    (select case link_state when 'open' then 'made' when 'paid' then 'pending' else link_state end
      from charges where id = charge_id), 'lost')`,
  `create index links_newest on links (account_id, created_at desc, number desc, state)`,
  // What can still be paid, as far as anybody knows.
  `create index links_open on links (account_id, state)
    where state in ('asking', 'lost', 'made', 'sent', 'opened', 'pending')`,
  `create index links_by_charge on links (charge_id, number) where charge_id is not null`,
  `create index links_by_card on links (card_id, number) where card_id is not null`,
  `create index links_by_transaction on links (account_id, transaction_id) where transaction_id is not null`,
  `create index links_due on links (next_lookup_at) where next_lookup_at is not null`,
  `create index links_to_capture on links (account_id, changed_at)
    where state = 'paid' and transaction_status in ('AUTHORIZED', 'PARTIALLY_CAPTURED')`,
  `create table link_moves (
    from_state text not null,
    to_state text not null,
    primary key (from_state, to_state)
  ) strict, without rowid`,
  `insert into link_moves (from_state, to_state) values
    ('asking', 'made'), ('asking', 'sent'), ('asking', 'not_made'), ('asking', 'lost'),
    ('lost', 'pending'), ('lost', 'paid'), ('lost', 'declined'), ('lost', 'expired'), ('lost', 'cancelled'),
    ('lost', 'closed'),
    ('made', 'sent'), ('made', 'opened'), ('made', 'pending'), ('made', 'paid'), ('made', 'declined'),
    ('made', 'expired'), ('made', 'cancelled'),
    ('sent', 'opened'), ('sent', 'pending'), ('sent', 'paid'), ('sent', 'declined'), ('sent', 'expired'),
    ('sent', 'cancelled'),
    ('opened', 'pending'), ('opened', 'paid'), ('opened', 'declined'), ('opened', 'expired'), ('opened', 'cancelled'),
    ('pending', 'paid'), ('pending', 'declined'), ('pending', 'cancelled'),
    ('declined', 'paid'), ('declined', 'pending'), ('expired', 'paid'), ('expired', 'pending'), ('expired', 'declined'),
    ('cancelled', 'paid'), ('cancelled', 'pending'), ('closed', 'paid'), ('closed', 'pending'), ('closed', 'declined')`,
  `create trigger link_moves_no_insert before insert on link_moves
   begin select raise(abort, 'link_moves_no_insert'); end`,
  `create trigger link_moves_no_update before update on link_moves
   begin select raise(abort, 'link_moves_no_update'); end`,
  `create trigger link_moves_no_delete before delete on link_moves
   begin select raise(abort, 'link_moves_no_delete'); end`,
  `create table link_events (
    id integer primary key,
    link_id text not null references links (id),
    at integer not null,
    kind text not null,
    state text not null,
    note text not null
  ) strict`,
  `create index link_events_by_link on link_events (link_id, id)`,
  `create trigger link_events_no_update before update on link_events
   begin select raise(abort, 'link_events_no_update'); end`,
  `create trigger link_events_no_delete before delete on link_events
   begin select raise(abort, 'link_events_no_delete'); end`,
  `insert into link_events (link_id, at, kind, state, note)
    select links.id, links.created_at, 'created', 'asking', '' from links`,
  `insert into link_events (link_id, at, kind, state, note)
    select links.id, links.changed_at, 'found', links.state, 'taken over from the charge' from links`,
  // By what the customer and the card of a link are known again: the words of charge_identities.
  `create table link_identities (
    link_id text not null references links (id),
    identity text not null,
    amount integer not null,
    primary key (link_id, identity)
  ) strict, without rowid`,
  `insert into link_identities select links.id, identity, links.amount from links
    join charge_identities on charge_identities.charge_id = links.charge_id`,
  `create index link_identities_by_identity on link_identities (identity, amount)`,
  `create trigger link_identities_no_update before update on link_identities
   begin select raise(abort, 'link_identities_no_update'); end`,
  `create trigger link_identities_no_delete before delete on link_identities
   begin select raise(abort, 'link_identities_no_delete'); end`,
  `create trigger link_identities_amount before insert on link_identities
   when new.amount is not (select coalesce(amount, 0) from links where id = new.link_id)
   begin select raise(abort, 'identity_amount'); end`,

  `drop trigger charges_reference`,
  `drop trigger charges_link`,
  `create table merchant_references_new (
    account_id text not null references accounts (id),
    reference text not null check (length(reference) between 1 and 100),
    charge_id text references charges (id),
    link_id text references links (id),
    primary key (account_id, reference),
    check ((charge_id is null) <> (link_id is null))
  ) strict, without rowid`,
  `insert into merchant_references_new select account_id, reference, charge_id, null from merchant_references
    where used_by = 'charge'`,
  `insert into merchant_references_new select account_id, merchant_reference, null, id from links`,
  `drop table merchant_references`,
  `alter table merchant_references_new rename to merchant_references`,
  `create trigger merchant_references_no_update before update on merchant_references
   begin select raise(abort, 'merchant_references_no_update'); end`,
  `create trigger merchant_references_no_delete before delete on merchant_references
   begin select raise(abort, 'merchant_references_no_delete'); end`,

  `drop trigger charge_identities_amount`,
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
    haystack text not null,
    batch_id text references batches (id),
    batch_row integer check (batch_row is null or batch_row > 0),
    batch_life integer,
    content_reference integer not null default 0 check (content_reference in (0, 1)),
    row_hash text,
    -- When Dintero lets the card be tried again, as long as nobody has; null where it does not, or has not said.
    retry_at integer,
    -- What was captured and given back of it, minor units, as Dintero's transaction said when it was last read.
    captured integer check (captured is null or captured >= 0),
    refunded integer check (refunded is null or refunded >= 0),
    check ((state = 'closed') <= (closed_by is not null and closed_reason is not null)),
    check (state in ('intent', 'not_sent') or sends > 0),
    check (state <> 'succeeded' or (transaction_id is not null and transaction_status is not null)),
    check ((state = 'declined') = (decline is not null)),
    check ((decline is null) = (decline_reason is null)),
    check (state in ('intent', 'not_sent') or sent_at is not null),
    -- Once nobody knew what became of a request, only Dintero's decision ends it: a later request that did not
    -- arrive, or was refused, says nothing about the earlier one.
    check (doubtful = 0 or state not in ('intent', 'not_sent', 'refused'))
  ) strict`,
  `insert into charges_new (number, id, account_id, card_id, desk_id, source, provider, brand, last_four, customer_name,
    operation, amount, currency, merchant_reference, lines, vat_amount, email, phone, auto_capture,
    operator, os_user, request_id, duplicate_reason, retry_of, own_reference, created_at, revision,
    state, changed_at, sent_at, session_id, transaction_id, transaction_status, decline,
    decline_reason, problem, next_lookup_at, lookups, empty_lookups, first_empty_at,
    resend_not_before, doubtful, sends, earlier_sends, clock_skew, found, closed_by, closed_reason,
    haystack, batch_id, batch_row, batch_life, content_reference, row_hash)
   select number, id, account_id, card_id, desk_id, source, provider, brand, last_four, customer_name,
    operation, amount, currency, merchant_reference, lines, vat_amount, email, phone, auto_capture,
    operator, os_user, request_id, duplicate_reason, retry_of, own_reference, created_at, revision,
    state, changed_at, sent_at, session_id, transaction_id, transaction_status, decline,
    decline_reason, problem, next_lookup_at, lookups, empty_lookups, first_empty_at,
    resend_not_before, doubtful, sends, earlier_sends, clock_skew, found, closed_by, closed_reason,
    haystack, batch_id, batch_row, batch_life, content_reference, row_hash
   from charges order by number`,
  `update charges_new set retry_at = case json_extract(decline, '$.value.retry.kind')
      when 'now' then changed_at when 'after' then coalesce(json_extract(decline, '$.value.retry.notBefore'), changed_at) end
    where state = 'declined' and json_extract(decline, '$.value.retry.kind') in ('now', 'after')
      and not exists (select 1 from charges as later where later.retry_of = charges_new.id)
      and not exists (select 1 from links where links.charge_id = charges_new.id)`,
  `drop table charges`,
  `alter table charges_new rename to charges`,
  `create unique index charges_by_batch on charges (batch_id, batch_row) where batch_id is not null`,
  `create index charges_by_card on charges (card_id, coalesce(sent_at, created_at))`,
  `create unique index charges_by_retry on charges (retry_of) where retry_of is not null`,
  `create index charges_by_row_hash on charges (account_id, row_hash) where row_hash is not null`,
  `create index charges_by_time on charges (account_id, coalesce(sent_at, created_at))`,
  `create index charges_due on charges (next_lookup_at) where next_lookup_at is not null`,
  `create index charges_newest on charges (account_id, created_at desc, number desc, state, operation)`,
  `create index charges_open on charges (state) where state in ('intent', 'sent', 'pending', 'unknown')`,
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
  `create trigger charges_begin before insert on charges when new.state <> 'intent'
   begin select raise(abort, 'illegal_start'); end`,
  `create trigger charges_decided before update on charges
   when old.state in ('succeeded', 'declined', 'refused')
     and (old.transaction_id is not new.transaction_id or old.decline is not new.decline
       or old.decline_reason is not new.decline_reason or old.sent_at is not new.sent_at
       or old.sends is not new.sends)
   begin select raise(abort, 'decided_column'); end`,
  `create trigger charges_doubt after update of state on charges when new.state = 'unknown' and new.doubtful = 0
   begin update charges set doubtful = 1 where number = new.number; end`,
  `create trigger charges_doubt_stays before update of doubtful on charges when old.doubtful = 1 and new.doubtful = 0
   begin select raise(abort, 'doubt_stays'); end`,
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
   begin select raise(abort, 'fixed_column'); end`,
  `create trigger charges_move before update of state on charges
   when old.state <> new.state and not exists
     (select 1 from charge_moves where from_state = old.state and to_state = new.state)
   begin select raise(abort, 'illegal_move'); end`,
  `create trigger charges_no_delete before delete on charges begin select raise(abort, 'charges_no_delete'); end`,
  `create trigger charges_sum_begin after insert on charges
   when new.state in ('intent', 'sent', 'pending', 'unknown', 'succeeded')
   begin insert into charged_amounts
     values (new.account_id, new.currency, (coalesce(new.sent_at, new.created_at) / 900000), new.amount)
     on conflict do update set amount = amount + excluded.amount; end`,
  `create trigger charges_sum_enter after update of state, sent_at on charges
   when new.state in ('intent', 'sent', 'pending', 'unknown', 'succeeded')
     and (not old.state in ('intent', 'sent', 'pending', 'unknown', 'succeeded')
       or (coalesce(old.sent_at, old.created_at) / 900000) <> (coalesce(new.sent_at, new.created_at) / 900000))
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
  `create index charges_to_capture on charges (account_id, changed_at)
    where state = 'succeeded' and transaction_status in ('AUTHORIZED', 'PARTIALLY_CAPTURED')`,
  `create index charges_to_retry on charges (account_id, retry_at) where retry_at is not null`,
  `create index charges_by_transaction on charges (account_id, transaction_id) where transaction_id is not null`,
  // How many cards run out in which month: `202712` of `12/2027`.
  `create index cards_by_expiry on cards (account_id, (substr(expiry, 4) || substr(expiry, 1, 2)))
    where removed_at is null and expiry is not null`,
  `create index links_paid on links (account_id, changed_at) where state = 'paid'`,
  `create trigger charge_identities_amount before insert on charge_identities
   when new.amount is not (select amount from charges where id = new.charge_id)
   begin select raise(abort, 'identity_amount'); end`,
  `create trigger charges_reference after insert on charges
   begin insert into merchant_references values (new.account_id, new.merchant_reference, new.id, null); end`,
  `create trigger charges_retried after insert on charges when new.retry_of is not null
   begin update charges set retry_at = null where id = new.retry_of; end`,

  // How many charges of each kind an hour of UTC has, and what they come to: every Nordic day begins at a full hour.
  `drop table charge_counts`,
  `create table charge_counts (
    account_id text not null,
    hour integer not null,
    state text not null,
    -- Why they were declined; empty for all others.
    reason text not null,
    operation text not null,
    currency text not null,
    charges integer not null check (charges >= 0),
    amount integer not null check (amount >= 0),
    primary key (account_id, hour, state, reason, operation, currency)
  ) strict, without rowid`,
  `insert into charge_counts
    select account_id, created_at / 3600000, state, coalesce(decline_reason, ''), operation, currency, count(*), sum(amount)
    from charges group by 1, 2, 3, 4, 5, 6`,
  `create trigger charges_count_begin after insert on charges
   begin insert into charge_counts
     values (new.account_id, new.created_at / 3600000, new.state, '', new.operation, new.currency, 1, new.amount)
     on conflict do update set charges = charges + 1, amount = amount + excluded.amount; end`,
  `create trigger charges_count_move after update of state on charges when old.state <> new.state
   begin
     update charge_counts set charges = charges - 1, amount = amount - old.amount where account_id = old.account_id
       and hour = old.created_at / 3600000 and state = old.state and reason = coalesce(old.decline_reason, '')
       and operation = old.operation and currency = old.currency;
     insert into charge_counts values (new.account_id, new.created_at / 3600000, new.state,
       coalesce(new.decline_reason, ''), new.operation, new.currency, 1, new.amount)
       on conflict do update set charges = charges + 1, amount = amount + excluded.amount;
   end`,

  `create trigger links_no_delete before delete on links begin select raise(abort, 'links_no_delete'); end`,
  `create trigger links_begin before insert on links when new.state <> 'asking'
   begin select raise(abort, 'illegal_start'); end`,
  `create trigger links_reference after insert on links
   begin
     insert into merchant_references values (new.account_id, new.merchant_reference, null, new.id);
     update charges set retry_at = null where id = new.charge_id;
   end`,
  // At most one link of a charge can be paid, and none once the charge is tried again.
  `create trigger links_once before insert on links
   when new.charge_id is not null and (
     exists (select 1 from links where charge_id = new.charge_id
       and state in ('asking', 'made', 'sent', 'opened', 'pending', 'paid'))
     or exists (select 1 from charges where retry_of = new.charge_id))
   begin select raise(abort, 'charge_has_another'); end`,
  `create trigger charges_beside_link before insert on charges
   when new.retry_of is not null and exists (select 1 from links where charge_id = new.retry_of
     and state in ('asking', 'made', 'sent', 'opened', 'pending', 'paid'))
   begin select raise(abort, 'charge_has_another'); end`,
  `create trigger links_move before update of state on links
   when old.state <> new.state and not exists
     (select 1 from link_moves where from_state = old.state and to_state = new.state)
   begin select raise(abort, 'illegal_move'); end`,
  `create trigger links_fixed before update on links
   when old.number is not new.number or old.id is not new.id or old.account_id is not new.account_id
     or old.desk_id is not new.desk_id or old.source is not new.source or old.kind is not new.kind
     or (old.card_id is not null and old.card_id is not new.card_id) or old.charge_id is not new.charge_id
     or old.provider is not new.provider or old.customer_name is not new.customer_name
     or old.customer_number is not new.customer_number or old.amount is not new.amount
     or old.currency is not new.currency or old.merchant_reference is not new.merchant_reference
     or old.lines is not new.lines or old.vat_amount is not new.vat_amount or old.email is not new.email
     or old.phone is not new.phone or old.capture is not new.capture or old.filled is not new.filled or old.sms is not new.sms
     or old.operator is not new.operator or old.os_user is not new.os_user or old.request_id is not new.request_id
     or old.duplicate_reason is not new.duplicate_reason or old.created_at is not new.created_at
     or (old.session_id is not null and old.session_id is not new.session_id)
     or (old.url is not null and old.url is not new.url)
     or (old.given_at is not null and old.given_at is not new.given_at)
   begin select raise(abort, 'fixed_column'); end`
]
