import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Receipt } from '../../../shared/receipt'
import classes from './Receipts.module.css'

/** A receipt as the customer reads it. */
export function ReceiptPreview({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation('receipts')
  const { language, test, merchant, title, sentence, rows, lines, asOf } = receipt
  return (
    <section className={classes['paper']} aria-label={t('preview')} lang={language} translate="no">
      {test !== null && <p className={classes['test']}>{test}</p>}
      <p className={classes['merchant']}>{merchant}</p>
      <h3>{title}</h3>
      <p className={classes['sentence']}>{sentence}</p>
      <Rows rows={rows} />
      {lines && (
        <>
          <h4>{lines.title}</h4>
          <Rows rows={lines.rows} />
        </>
      )}
      <p className={classes['quiet']}>{asOf}</p>
    </section>
  )
}

function Rows({ rows }: { readonly rows: Receipt['rows'] }) {
  return (
    <dl>
      {rows.map(({ name, value }, index) => (
        <Fragment key={index}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
