import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CustomerOf } from '../../shared/customer'
import { useNavigation } from '../stores/navigation'
import classes from './CustomerName.module.css'
import { useCardWords } from './card-words'

interface CustomerNameProps {
  readonly of: CustomerOf
  readonly customerName: string
  /** In a list whose rows are chosen by keyboard the way to the customer is in the row's details. */
  readonly isInRow?: boolean
}

/** A customer's name, as the way to everything there is about them. */
export function CustomerName({ of, customerName, isInRow = false }: CustomerNameProps) {
  const { t } = useTranslation()
  const words = useCardWords()
  const go = useNavigation((state) => state.go)
  const name = words.name({ customerName })
  return (
    <Anchor
      component="button"
      type="button"
      className={classes['root']}
      data-row={isInRow || undefined}
      tabIndex={isInRow ? -1 : undefined}
      title={name}
      aria-label={t('customerNamed', { name })}
      onClick={(event) => {
        event.stopPropagation()
        go({ name: 'customer', of })
      }}
    >
      {name}
    </Anchor>
  )
}
