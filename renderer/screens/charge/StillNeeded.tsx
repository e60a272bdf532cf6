import { useTranslation } from 'react-i18next'
import classes from './ReviewColumn.module.css'
import { chargeStore, useCharge } from './use-charge'
import { useFormRead } from './use-form-read'
import type { Problem } from '../../field-problems'

const labels = {
  cardId: 'card.label',
  operation: 'way.label',
  amount: 'amount.label',
  currency: 'amount.currency',
  merchantReference: 'reference.label',
  email: 'contact.email',
  phone: 'contact.phone',
  lifetimeHours: 'links:lifetime.label',
  lines: 'lines.title'
} as const
type Labelled = keyof typeof labels

function isLabelled(field: string): field is Labelled {
  return Object.hasOwn(labels, field)
}

function isMissing(problem: Problem | undefined): boolean {
  return problem === 'missing' || problem === 'empty'
}

/** What is between the form and a review: what is missing, and what has to be put right. */
export function StillNeeded() {
  const { t } = useTranslation(['charge', 'links'])
  const { problems } = useFormRead()
  const untouched = useCharge((state) => state.form.card === null && state.form.amount === '')
  if (untouched) return <p className={classes['quiet']}>{t('review.empty')}</p>

  const roots = [...new Set(Object.keys(problems).map((field) => field.split('.')[0] ?? field))].filter(
    isLabelled
  )
  const groups = [
    { title: t('review.missing'), fields: roots.filter((field) => isMissing(problems[field])) },
    { title: t('review.toMend'), fields: roots.filter((field) => !isMissing(problems[field])) }
  ]
  return (
    <div className={classes['quiet']}>
      {groups.map(
        ({ title, fields }) =>
          fields.length > 0 && (
            <div key={title}>
              {title}
              <ul className={classes['needs']}>
                {fields.map((field) => (
                  <li key={field}>
                    <button
                      type="button"
                      className={classes['need']}
                      onClick={() => showField(t(labels[field]))}
                    >
                      {t(labels[field])}
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          )
      )}
    </div>
  )

  function showField(label: string): void {
    chargeStore.getState().touchAll()
    const fields = document.querySelectorAll<HTMLElement>('main [aria-invalid="true"]')
    const named = [...document.querySelectorAll<HTMLLabelElement>('main label')].find(
      (each) => each.textContent === label
    )
    const field = named?.htmlFor ? document.getElementById(named.htmlFor) : fields[0]
    field?.focus()
  }
}
