/**
 * One card may have two tokens, one for each kind of charge: their rows stay, as charges point at them and their seals
 * name them, and one of them is the card (`twin_of`). What Dintero says of a token is kept with it. What was taken of a
 * card and given back is counted, customers are found by what they are reached by, and notes are kept about them.
 *
 * Run with foreign keys off, as 0006.
 */
export const cards0008: readonly string[] = [
  // Of one transaction both rows were written, within a moment and alike. Where more than two are alike, nobody can say
  // which belong together.
  `create table pairs as
    select payment.id as card, recurrence.id as twin
    from cards as payment join cards as recurrence
      on recurrence.account_id = payment.account_id and recurrence.customer_number = payment.customer_number
      and recurrence.customer_name = payment.customer_name and recurrence.email = payment.email
      and recurrence.phone = payment.phone and recurrence.last_four = payment.last_four
      and recurrence.brand = payment.brand and recurrence.masked_pan is payment.masked_pan
      and recurrence.expiry is payment.expiry
    where payment.provider = 'payex' and payment.token_kind = 'payment_token'
      and recurrence.provider = 'payex' and recurrence.token_kind = 'recurrence_token'
      and abs(recurrence.added_at - payment.added_at) <= 60000
      and (payment.masked_pan is not null or payment.last_four <> '') and payment.expiry is not null
      and payment.customer_number || payment.customer_name || payment.email || payment.phone <> ''`,
  `create table single_pairs as select card, twin from pairs
    where card in (select card from pairs group by card having count(*) = 1)
      and twin in (select twin from pairs group by twin having count(*) = 1)`,
  `create unique index single_pairs_by_twin on single_pairs (twin)`,
  `create unique index single_pairs_by_card on single_pairs (card)`,

  `create table cards_new (
    id text primary key not null,
    account_id text not null references accounts (id),
    -- The card whose other token this is; null for the card itself.
    twin_of text references cards (id),
    provider text not null,
    token_kind text not null,
    -- Null once it is destroyed. A card goes on without its own token while that of its twin is here.
    sealed_token blob,
    token_fingerprint text not null,
    token_id text,
    -- What Dintero said of the token when it was last asked, in its words.
    token_status text,
    token_expiry text,
    asked_at integer,
    brand text not null,
    last_four text not null check (last_four = '' or last_four glob '[0-9][0-9][0-9][0-9]'),
    expiry text,
    -- The first of the last months of the card and its tokens, year first: '202912'.
    last_month text check (last_month glob '20[0-9][0-9][01][0-9]'),
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
    check (removed_at is null or sealed_token is null),
    check (twin_of is null or (removed_at is null) = (sealed_token is not null)),
    check (twin_of is null or twin_of <> id),
    check (asked_at is not null or (token_status is null and token_expiry is null))
  ) strict`,
  `insert into cards_new
    select id, account_id, null, provider, token_kind, sealed_token, token_fingerprint, token_id, null, null, null, brand,
      last_four, expiry, case when expiry glob '[01][0-9]/20[0-9][0-9]' then substr(expiry, 4) || substr(expiry, 1, 2) end,
      masked_pan, customer_name, customer_number, email, phone, reference, haystack, blocked_until, added_at,
      last_charged_at, recent_at, removed_at
    from cards`,
  `update cards_new set twin_of = (select card from single_pairs where twin = id)
    where id in (select twin from single_pairs)`,
  // The card has what either of them had, and is here while either of them is.
  `update cards_new set
      blocked_until = nullif(max(coalesce(cards_new.blocked_until, 0), coalesce(twin.blocked_until, 0)), 0),
      last_charged_at = nullif(max(coalesce(cards_new.last_charged_at, 0), coalesce(twin.last_charged_at, 0)), 0),
      recent_at = max(cards_new.recent_at, twin.recent_at),
      removed_at = case when twin.removed_at is null then null else cards_new.removed_at end,
      haystack = cards_new.haystack || case
        when twin.reference = '' or lower(twin.reference) = lower(cards_new.reference) then ''
        when twin.reference not glob '*[^ -~]*' then char(10) || lower(twin.reference)
        else char(10) || twin.haystack end
    from single_pairs join cards_new as twin on twin.id = single_pairs.twin
    where cards_new.id = single_pairs.card`,
  // Everything can be found in either spelling: what has aa, ae or oe stands there once more with one letter for it.
  `update cards_new set haystack = haystack || char(10)
      || replace(replace(replace(haystack, 'aa', 'a'), 'ae', 'a'), 'oe', 'o')
    where haystack <> replace(replace(replace(haystack, 'aa', 'a'), 'ae', 'a'), 'oe', 'o')`,
  // Whatever was charged with the other token was charged to the card.
  `insert or ignore into charge_identities (charge_id, identity, amount)
    select charges.id, 'stored:' || card, amount from single_pairs join charges on card_id = twin`,
  `insert or ignore into link_identities (link_id, identity, amount)
    select links.id, 'stored:' || card, coalesce(amount, 0) from single_pairs join links on card_id = twin`,
  `drop table cards`,
  `alter table cards_new rename to cards`,
  `drop table single_pairs`,
  `drop table pairs`,
  // As in 0002; a twin is found by its card.
  `create index cards_search on cards (account_id, recent_at desc, haystack, id, removed_at, twin_of)
    where removed_at is null and twin_of is null`,
  `create unique index cards_twins on cards (twin_of) where twin_of is not null`,
  `create index cards_by_token on cards (account_id, token_id) where token_id is not null`,
  `create index cards_by_month on cards (account_id, last_month, recent_at desc, id, removed_at, twin_of)
    where last_month is not null and removed_at is null and twin_of is null`,
  `create index cards_by_number on cards (account_id, lower(customer_number))
    where customer_number <> '' and twin_of is null`,
  `create index cards_by_email on cards (account_id, lower(email)) where email <> '' and twin_of is null`,
  `create index cards_by_phone on cards (account_id,
      replace(replace(replace(replace(replace(phone, ' ', ''), '-', ''), '.', ''), '(', ''), ')', ''))
    where phone <> '' and twin_of is null`,
  `create trigger cards_begin before insert on cards
   begin
     select raise(abort, 'card_without_token') where new.sealed_token is null;
     select raise(abort, 'no_twin') where new.twin_of is not null and (
       exists (select 1 from cards where twin_of = new.id)
       or not exists (select 1 from cards as card where card.id = new.twin_of and card.twin_of is null
         and card.account_id = new.account_id and card.provider = new.provider and card.token_kind <> new.token_kind));
   end`,
  // What a row is, and of which card, is said once.
  `create trigger cards_fixed before update on cards
   when old.id is not new.id or old.account_id is not new.account_id
     or old.token_fingerprint is not new.token_fingerprint
     or (old.twin_of is not null and old.twin_of is not new.twin_of)
     or ((old.provider is not new.provider or old.token_kind is not new.token_kind)
       and (old.twin_of is not null or exists (select 1 from cards where twin_of = old.id)))
   begin select raise(abort, 'fixed_column'); end`,
  `create trigger cards_tie before update of twin_of on cards
   when old.twin_of is null and new.twin_of is not null
   begin
     select raise(abort, 'no_twin') where exists (select 1 from cards where twin_of = new.id)
       or not exists (select 1 from cards as card where card.id = new.twin_of and card.twin_of is null
         and card.account_id = new.account_id and card.provider = new.provider and card.token_kind <> new.token_kind);
   end`,
  `create trigger cards_token before update of sealed_token, removed_at on cards
   when new.twin_of is null and new.removed_at is null and new.sealed_token is null
     and not exists (select 1 from cards where twin_of = new.id and sealed_token is not null)
   begin select raise(abort, 'card_without_token'); end`,
  `create trigger cards_twin_token before update of sealed_token on cards
   when old.twin_of is not null and old.sealed_token is not null and new.sealed_token is null
     and exists (select 1 from cards where id = old.twin_of and removed_at is null and sealed_token is null)
   begin select raise(abort, 'card_without_token'); end`,
  // A card that goes takes both its tokens along; a token that comes back brings its card.
  `create trigger cards_removed after update of removed_at on cards
   when new.twin_of is null and old.removed_at is null and new.removed_at is not null
   begin update cards set removed_at = new.removed_at, sealed_token = null
     where twin_of = new.id and removed_at is null; end`,
  `create trigger cards_back after update of sealed_token, twin_of on cards
   when new.twin_of is not null and new.sealed_token is not null
   begin update cards set removed_at = null where id = new.twin_of and removed_at is not null; end`,
  `create trigger cards_brought after insert on cards when new.twin_of is not null
   begin update cards set removed_at = null where id = new.twin_of and removed_at is not null; end`,

  // What was taken of a card and given back, minor units; kept by a trigger. Statuses are Dintero's words.
  `create table card_sums (
    card_id text not null references cards (id),
    currency text not null,
    taken integer not null,
    returned integer not null,
    held integer not null,
    -- Charges of which a part was captured or given back, and nobody has read how much.
    unread integer not null,
    primary key (card_id, currency)
  ) strict, without rowid`,
  `create view charge_money as select number, card_id, currency,
    case when transaction_status in ('CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED') then coalesce(nullif(captured, 0), amount)
      when transaction_status in ('PARTIALLY_CAPTURED', 'PARTIALLY_CAPTURED_REFUNDED') then coalesce(captured, 0)
      else 0 end as taken,
    case when transaction_status = 'REFUNDED' then coalesce(nullif(refunded, 0), nullif(captured, 0), amount)
      when transaction_status in ('PARTIALLY_REFUNDED', 'PARTIALLY_CAPTURED_REFUNDED') then coalesce(refunded, 0)
      else 0 end as returned,
    case when transaction_status = 'AUTHORIZED' then amount else 0 end as held,
    (transaction_status in ('PARTIALLY_CAPTURED', 'PARTIALLY_CAPTURED_REFUNDED') and coalesce(captured, 0) = 0)
      or (transaction_status in ('PARTIALLY_REFUNDED', 'PARTIALLY_CAPTURED_REFUNDED') and coalesce(refunded, 0) = 0)
      as unread
    from charges where transaction_status is not null`,
  `insert into card_sums select card_id, currency, sum(taken), sum(returned), sum(held), sum(unread) from charge_money
    group by card_id, currency`,
  `create trigger charges_money_before before update of transaction_status, captured, refunded on charges
   when old.transaction_status is not null
   begin update card_sums set taken = card_sums.taken - money.taken, returned = card_sums.returned - money.returned,
       held = card_sums.held - money.held, unread = card_sums.unread - money.unread
     from charge_money as money where money.number = old.number
       and card_sums.card_id = old.card_id and card_sums.currency = old.currency; end`,
  `create trigger charges_money_after after update of transaction_status, captured, refunded on charges
   when new.transaction_status is not null
   begin insert into card_sums select card_id, currency, taken, returned, held, unread from charge_money
       where number = new.number
     on conflict do update set taken = taken + excluded.taken, returned = returned + excluded.returned,
       held = held + excluded.held, unread = unread + excluded.unread; end`,

  `create index links_by_customer on links (account_id, lower(customer_number)) where customer_number <> ''`,
  `create index modifications_by_link on modifications (link_id, number) where link_id is not null`,

  `create table customer_notes (
    id text primary key not null,
    account_id text not null references accounts (id),
    -- Gone once it is removed; who wrote it, and who removed it, stays.
    text text not null,
    author text not null,
    os_user text not null,
    written_at integer not null,
    removed_at integer,
    removed_by text,
    check ((removed_at is null) = (removed_by is null)),
    check ((removed_at is null) = (text <> ''))
  ) strict`,
  // By what the customer was known when it was written: number, e-mail, phone, cards.
  `create table customer_note_keys (
    account_id text not null references accounts (id),
    key text not null,
    note_id text not null references customer_notes (id),
    primary key (account_id, key, note_id)
  ) strict, without rowid`,
  `create trigger customer_notes_fixed before update on customer_notes
   when old.id is not new.id or old.account_id is not new.account_id or old.author is not new.author
     or old.os_user is not new.os_user or old.written_at is not new.written_at
     or (old.text is not new.text and new.removed_at is null)
     or (old.removed_at is not null and (old.removed_at is not new.removed_at or old.removed_by is not new.removed_by))
   begin select raise(abort, 'fixed_column'); end`,
  `create trigger customer_notes_no_delete before delete on customer_notes
   begin select raise(abort, 'customer_notes_no_delete'); end`
]
