import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CustomerOf } from '../../shared/customer'
import { useNavigation } from '../stores/navigation'
import classes from './CustomerName.module.css'
import { useCardWords } from './card-words'

interface CustomerNameProps {
  readonly of: CustomerOf
  readonly customerName: string
}

/** A customer's name, as the way to everything there is about them. In the row of a list the whole row is a way already. */
export function CustomerName({ of, customerName }: CustomerNameProps) {
  const { t } = useTranslation()
  const words = useCardWords()
  const go = useNavigation((state) => state.go)
  const name = words.name({ customerName })
  return (
    <Anchor
      component="button"
      type="button"
      className={classes['root']}
      title={name}
      aria-label={t('customerNamed', { name })}
      onClick={() => go({ name: 'customer', of })}
    >
      {name}
    </Anchor>
  )
}
