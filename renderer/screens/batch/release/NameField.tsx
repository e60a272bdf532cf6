import { Button, Input, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { longestBatchName } from '../../../../shared/batch-view'
import { textProblem } from '../../../../shared/fields'
import { fieldText } from '../../../../shared/text'
import { Panel } from '../../../components/Panel'
import { useProblemWords } from '../../../hooks/use-problem-words'
import classes from './ReleaseStage.module.css'

interface NameFieldProps {
  readonly name: string
  readonly onName: (name: string) => void
}

/** The name of the file, of which its references are made. */
export function NameField({ name, onName }: NameFieldProps) {
  const { t } = useTranslation('files')
  const words = useProblemWords()
  const id = useId()
  const [text, setText] = useState(name)
  const given = fieldText(text)
  const problem = textProblem(given, longestBatchName)
  const isNew = given !== '' && given !== name && problem === null
  const use = (): void => {
    if (isNew) onName(given)
  }
  return (
    <Panel>
      <div className={classes['name']}>
        <Input.Label htmlFor={id} style={{ gridColumn: '1 / -1' }}>
          {t('release.name')}
        </Input.Label>
        <Input.Description id={`${id}-why`} component="p">
          {t('release.nameWhy')}
        </Input.Description>
        <TextInput
          id={id}
          aria-describedby={`${id}-why`}
          placeholder={t('release.namePlaceholder')}
          value={text}
          maxLength={longestBatchName}
          error={problem === null ? null : words('name', problem)}
          required
          withAsterisk={false}
          autoComplete="off"
          {...(name === '' && { 'data-autofocus': true })}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={use}
          onKeyDown={(event) => event.key === 'Enter' && use()}
        />
        <Button variant="default" disabled={!isNew} onClick={use}>
          {t('release.nameUse')}
        </Button>
      </div>
    </Panel>
  )
}
