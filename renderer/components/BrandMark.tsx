import type { Brand } from '../../shared/card'
import classes from './BrandMark.module.css'

const shortNames: Readonly<Record<Brand, string>> = {
  visa: 'VISA',
  mastercard: 'MC',
  amex: 'AMEX',
  other: '••'
}

/** A small tile that tells brands apart at a glance; the brand's name always stands beside it in words. */
export function BrandMark({ brand }: { readonly brand: Brand }) {
  return (
    <span className={classes['root']} data-brand={brand} aria-hidden>
      {shortNames[brand]}
    </span>
  )
}
