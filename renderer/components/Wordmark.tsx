import classes from './Wordmark.module.css'

/** Trekk's name with its mark: a T whose bar is pulled to the right. */
export function Wordmark({ size = 'md' }: { readonly size?: 'md' | 'lg' }) {
  return (
    <span className={classes['root']} data-size={size}>
      <svg viewBox="0 0 24 24" aria-hidden>
        <rect width="24" height="24" rx="5.5" className={classes['ground']} />
        <path d="M5 8.2h12.4M14.2 4.9l3.5 3.3-3.5 3.3M9.6 8.2v11" className={classes['stroke']} />
      </svg>
      Trekk
    </span>
  )
}
