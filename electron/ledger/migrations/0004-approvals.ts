/**
 * The second person. Who may approve the release of a charge file, with a PIN that is kept hashed, and which accounts
 * ask for it. Both are the merchant's and no desk's: desks that share a ledger share them, and the count of wrong PINs
 * with them. Neither is ever deleted; somebody who was removed keeps no PIN.
 */
export const approvals0004: readonly string[] = [
  `create table approvers (
    id text primary key not null,
    name text not null check (length(name) between 1 and 100),
    -- The name as names are compared: no two who may approve are called the same.
    person text not null check (length(person) > 0),
    pin text check (json_valid(pin)),
    pin_changed_at integer not null,
    -- Wrong PINs since the last right one. A try is counted before the PIN is looked at.
    failures integer not null default 0 check (failures >= 0),
    failed_at integer,
    added_at integer not null,
    added_by text not null,
    removed_at integer,
    check ((removed_at is null) = (pin is not null)),
    check ((failures = 0) = (failed_at is null))
  ) strict`,
  `create unique index approvers_by_person on approvers (person) where removed_at is null`,
  `create trigger approvers_fixed before update on approvers
   when old.id is not new.id or old.name is not new.name or old.person is not new.person
     or old.added_at is not new.added_at or old.added_by is not new.added_by
     or (old.removed_at is not null and old.removed_at is not new.removed_at)
   begin select raise(abort, 'fixed_column'); end`,
  `create trigger approvers_no_delete before delete on approvers
   begin select raise(abort, 'approvers_no_delete'); end`,
  `create table approval_rules (
    account_id text primary key not null references accounts (id),
    kind text not null check (kind in ('off', 'every', 'over')),
    amounts text not null check (json_valid(amounts))
  ) strict`,
  `create trigger approval_rules_fixed before update on approval_rules when old.account_id is not new.account_id
   begin select raise(abort, 'fixed_column'); end`,
  `create trigger approval_rules_no_delete before delete on approval_rules
   begin select raise(abort, 'approval_rules_no_delete'); end`,
  // Whatever way a batch comes: under the strictest rule none is released without a second person.
  `create trigger batches_approved before insert on batches
   when new.approved_by is null and exists
     (select 1 from approval_rules where account_id = new.account_id and kind = 'every')
   begin select raise(abort, 'approval_needed'); end`
]
