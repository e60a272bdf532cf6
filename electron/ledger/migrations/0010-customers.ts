/** What is still held of a part-captured charge, and a customer's open charges and links found by what they are known by. */
export const customers0010: readonly string[] = [
  // The triggers that keep `card_sums` read the view, so that they go by the new one from here on.
  `drop view charge_money`,
  `create view charge_money as select number, card_id, currency,
    case when transaction_status in ('CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED') then coalesce(nullif(captured, 0), amount)
      when transaction_status in ('PARTIALLY_CAPTURED', 'PARTIALLY_CAPTURED_REFUNDED', 'AUTHORIZATION_VOIDED')
        then coalesce(captured, 0)
      else 0 end as taken,
    case when transaction_status = 'REFUNDED' then coalesce(nullif(refunded, 0), nullif(captured, 0), amount)
      when transaction_status in ('PARTIALLY_REFUNDED', 'PARTIALLY_CAPTURED_REFUNDED') then coalesce(refunded, 0)
      else 0 end as returned,
    case when transaction_status in ('AUTHORIZED', 'PARTIALLY_CAPTURED') then max(amount - coalesce(captured, 0), 0)
      else 0 end as held,
    (transaction_status in ('PARTIALLY_CAPTURED', 'PARTIALLY_CAPTURED_REFUNDED') and coalesce(captured, 0) = 0)
      or (transaction_status in ('PARTIALLY_REFUNDED', 'PARTIALLY_CAPTURED_REFUNDED') and coalesce(refunded, 0) = 0)
      as unread
    from charges where transaction_status is not null`,
  `delete from card_sums`,
  `insert into card_sums select card_id, currency, sum(taken), sum(returned), sum(held), sum(unread) from charge_money
    group by card_id, currency`,

  // What is open of a customer is few of what is open.
  `drop index charges_open`,
  `create index charges_open on charges (state, card_id) where state in ('intent', 'sent', 'pending', 'unknown')`,
  `drop index links_by_customer`,
  `create index links_by_number on links (account_id, lower(customer_number)) where customer_number <> ''`,
  `create index links_by_email on links (account_id, lower(email)) where email <> ''`,
  `create index links_by_phone on links (account_id,
      replace(replace(replace(replace(replace(phone, ' ', ''), '-', ''), '.', ''), '(', ''), ')', ''))
    where phone <> ''`
]
