/**
 * Finding what a charge may repeat takes the same time however many charges there are: by the customer and the amount
 * together, because a file asks the same amount of a hundred thousand customers, and a customer may have a thousand
 * charges. And all charges since a time are found by that time.
 */
export const finding0005: readonly string[] = [
  `drop trigger charge_identities_no_update`,
  // The amount of its charge, minor units.
  `alter table charge_identities add column amount integer not null default 0`,
  `update charge_identities set amount = (select amount from charges where id = charge_id)`,
  `create trigger charge_identities_no_update before update on charge_identities
   begin select raise(abort, 'charge_identities_no_update'); end`,
  // One that does not say its charge's amount would keep a repetition from being found.
  `create trigger charge_identities_amount before insert on charge_identities
   when new.amount is not (select amount from charges where id = new.charge_id)
   begin select raise(abort, 'identity_amount'); end`,
  `create index charge_identities_by_amount on charge_identities (identity, amount)`,
  `create index charges_by_time on charges (account_id, coalesce(sent_at, created_at))`
]
