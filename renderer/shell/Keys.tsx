import classes from './Keys.module.css'

const isApple = /mac/i.test(navigator.userAgent)

interface KeysProps {
  readonly keys: string
  /** Without the frames, where keys stand in a narrow column. */
  readonly quiet?: boolean
}

/** A key combination as the person's keyboard names it: `mod+K` is Ctrl K, or ⌘ K on a Mac. */
export function Keys({ keys, quiet = false }: KeysProps) {
  return (
    <span className={classes['root']} data-quiet={quiet || undefined}>
      {keys.split('+').map((key) => (
        <kbd key={key}>{key === 'mod' ? (isApple ? '⌘' : 'Ctrl') : key}</kbd>
      ))}
    </span>
  )
}
