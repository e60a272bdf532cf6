/**
 * What a filter of the history comes to is had from counts whatever is filtered, so they know the provider too; and a long
 * history from counts of whole days, of which there are few. A count that has come to nothing is no row. Charges are found
 * in the order of their amounts and of their customers' names, and declined ones by their reason; none of these indexes
 * changes once a charge is decided.
 */
export const totals0009: readonly string[] = [
  `drop trigger charges_count_begin`,
  `drop trigger charges_count_move`,
  `drop table charge_counts`,
  `create table charge_counts (
    account_id text not null,
    hour integer not null,
    state text not null,
    -- Why they were declined; empty for all others.
    reason text not null,
    operation text not null,
    provider text not null,
    currency text not null,
    charges integer not null check (charges >= 0),
    amount integer not null check (amount >= 0),
    primary key (account_id, hour, state, reason, operation, provider, currency)
  ) strict, without rowid`,
  `create table charge_days (
    account_id text not null,
    -- Of UTC.
    day integer not null,
    state text not null,
    reason text not null,
    operation text not null,
    provider text not null,
    currency text not null,
    charges integer not null check (charges >= 0),
    amount integer not null check (amount >= 0),
    primary key (account_id, day, state, reason, operation, provider, currency)
  ) strict, without rowid`,
  `insert into charge_counts
    select account_id, created_at / 3600000, state, coalesce(decline_reason, ''), operation, provider, currency,
      count(*), sum(amount)
    from charges group by 1, 2, 3, 4, 5, 6, 7`,
  `insert into charge_days
    select account_id, hour / 24, state, reason, operation, provider, currency, sum(charges), sum(amount)
    from charge_counts group by 1, 2, 3, 4, 5, 6, 7`,
  `create trigger charges_count_begin after insert on charges
   begin
     insert into charge_counts values (new.account_id, new.created_at / 3600000, new.state, '', new.operation,
       new.provider, new.currency, 1, new.amount)
       on conflict do update set charges = charges + 1, amount = amount + excluded.amount;
     insert into charge_days values (new.account_id, new.created_at / 86400000, new.state, '', new.operation,
       new.provider, new.currency, 1, new.amount)
       on conflict do update set charges = charges + 1, amount = amount + excluded.amount;
   end`,
  `create trigger charges_count_move after update of state on charges when old.state <> new.state
   begin
     update charge_counts set charges = charges - 1, amount = amount - old.amount where account_id = old.account_id
       and hour = old.created_at / 3600000 and state = old.state and reason = coalesce(old.decline_reason, '')
       and operation = old.operation and provider = old.provider and currency = old.currency;
     delete from charge_counts where account_id = old.account_id
       and hour = old.created_at / 3600000 and state = old.state and reason = coalesce(old.decline_reason, '')
       and operation = old.operation and provider = old.provider and currency = old.currency and charges = 0;
     insert into charge_counts values (new.account_id, new.created_at / 3600000, new.state,
       coalesce(new.decline_reason, ''), new.operation, new.provider, new.currency, 1, new.amount)
       on conflict do update set charges = charges + 1, amount = amount + excluded.amount;
     update charge_days set charges = charges - 1, amount = amount - old.amount where account_id = old.account_id
       and day = old.created_at / 86400000 and state = old.state and reason = coalesce(old.decline_reason, '')
       and operation = old.operation and provider = old.provider and currency = old.currency;
     delete from charge_days where account_id = old.account_id
       and day = old.created_at / 86400000 and state = old.state and reason = coalesce(old.decline_reason, '')
       and operation = old.operation and provider = old.provider and currency = old.currency and charges = 0;
     insert into charge_days values (new.account_id, new.created_at / 86400000, new.state,
       coalesce(new.decline_reason, ''), new.operation, new.provider, new.currency, 1, new.amount)
       on conflict do update set charges = charges + 1, amount = amount + excluded.amount;
   end`,
  // The account comes late: before the others it would make SQLite take these for questions that have better ones. The time is
  // there so that a period is read from the index alone.
  `create index charges_by_amount on charges (currency, amount, number, account_id, created_at)`,
  `create index charges_by_customer on charges (customer_name collate nocase, number desc, account_id, created_at)`,
  `create index charges_by_reason on charges (decline_reason, created_at, account_id) where decline_reason is not null`
]
