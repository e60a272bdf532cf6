import { useTranslation } from 'react-i18next'
import type { CardView } from '../../shared/card'
import { BrandMark } from './BrandMark'
import classes from './CardLine.module.css'
import { useCardWords } from './card-words'

/** A card in two lines: whose it is, and which. Long names are cut, with the whole in the tooltip. */
export function CardLine({ card }: { readonly card: CardView }) {
  const { t } = useTranslation(['charge', 'common'])
  const words = useCardWords()
  const trouble = words.trouble(card)
  const name = words.name(card)
  const facts = [
    words.ending(card),
    // Said once: what has passed stands at the end of the line.
    ...(trouble?.kind === 'expired' ? [] : [words.expiry(card)]),
    // A card that takes only one kind of charge says which.
    card.operations.length === 1 && card.tokenKinds[0] !== undefined
      ? `${t(`common:provider.${card.provider}`)} ${t(`card.use.${card.tokenKinds[0]}`)}`
      : t(`common:provider.${card.provider}`),
    ...(card.customerNumber === '' ? [] : [t('card.customerNumber', { number: card.customerNumber })])
  ]
  return (
    <span className={classes['root']}>
      <BrandMark brand={card.brand} />
      <span className={classes['words']}>
        <span className={classes['name']} title={name}>
          {name}
        </span>
        <span className={classes['facts']} title={facts.join(' · ')}>
          {facts.join(' · ')}
        </span>
      </span>
      {trouble && (
        <span className={classes['trouble']} data-kind={trouble.kind}>
          {trouble.short}
        </span>
      )}
    </span>
  )
}
