import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatMoney, isCurrency, parseAmount } from '../../../shared/money'
import { useCardWords } from '../../components/card-words'
import { useLocale } from '../../hooks/use-language'
import classes from './ChargeScreen.module.css'
import { isUntouched, type ChargeForm } from './draft'
import { chargeStore, useCharge } from './use-charge'

/** The way back to what was half typed when another charge was begun, by whose card and what amount it was. */
export function RestoreDraft() {
  const { t } = useTranslation('charge')
  const draft = useCharge(({ form, defaults, putAway }) => (isUntouched(form, defaults) ? putAway : null))
  const what = useDraftWords()
  if (draft === null) return null
  const words = what(draft)
  return (
    <Button
      className={classes['restore'] ?? ''}
      variant="subtle"
      onClick={() => chargeStore.getState().restoreDraft()}
    >
      {words === '' ? t('restore.plain') : t('restore.named', { what: words })}
    </Button>
  )
}

function useDraftWords(): (draft: ChargeForm) => string {
  const words = useCardWords()
  const locale = useLocale()
  const money = ({ amount, currency }: ChargeForm): string => {
    const read = isCurrency(currency) ? parseAmount(amount, currency) : null
    return read?.ok ? formatMoney(read.amount, currency, locale) : ''
  }
  return (draft) => [draft.card ? words.name(draft.card) : '', money(draft)].filter(Boolean).join(', ')
}
