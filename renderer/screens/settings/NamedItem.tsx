import type { ReactNode } from 'react'
import classes from './NamedItem.module.css'
import screen from './SettingsScreen.module.css'

interface NamedItemProps {
  readonly name: string
  /** What is known of it, a `span` a line. */
  readonly facts: ReactNode
  /** What can be done to it. */
  readonly children: ReactNode
}

/** One of a list that settings keep under names: what it is at the left, its buttons at the right or below. */
export function NamedItem({ name, facts, children }: NamedItemProps) {
  return (
    <li className={classes['item']}>
      <div className={classes['words']}>
        <strong>{name}</strong>
        {facts}
      </div>
      <div className={classes['actions']}>{children}</div>
    </li>
  )
}

/** The items, and what to say where there are none. */
export function NamedItems({ none, children }: { readonly none: string; readonly children: ReactNode[] }) {
  if (children.length === 0) return <p className={screen['what']}>{none}</p>
  return <ul className={classes['items']}>{children}</ul>
}
