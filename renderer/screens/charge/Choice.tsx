import { Radio } from '@mantine/core'
import classes from './Choices.module.css'

interface ChoiceProps {
  readonly value: string
  readonly title: string
  readonly hint: string
  /** Over the whole width, beside two that share it. */
  readonly wide?: boolean
}

/** One of a few ways, with what it means. */
export function Choice({ value, title, hint, wide = false }: ChoiceProps) {
  return (
    <Radio.Card
      value={value}
      className={classes['choice'] ?? ''}
      aria-label={title}
      data-wide={wide || undefined}
    >
      <div className={classes['body']}>
        <Radio.Indicator size="xs" />
        <div>
          <div className={classes['title']}>{title}</div>
          <div className={classes['hint']}>{hint}</div>
        </div>
      </div>
    </Radio.Card>
  )
}
